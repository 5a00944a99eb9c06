// What reads a query and finds its words: fetched with the first question that has any.
"use strict";

importScripts(
  "vendor/lunr-2.3.9/lunr.min.js", "words.js", "marks.js", "query.js", "postings.js", "expand.js",
  "match.js",
);
