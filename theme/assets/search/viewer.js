// On a document's page: where a search came with the address, brings what marks its words there.
(() => {
  "use strict";

  const query = new URLSearchParams(location.search).get("q");
  if (!query?.trim() || !document.querySelector(".dl-docpage__text")) return;
  const folder = new URL(".", document.currentScript.src);

  const load = (name) => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL(name, folder);
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

  const start = async () => {
    await load("vendor/lunr-2.3.9/lunr.min.js");
    await load("marking.js");
    self.dlSearch.markPages(query);
  };
  start().catch(() => {
    // The page is whole without marks.
  });
})();
