/* What is a word of the search: the same as search/words.py. */
(() => {
  "use strict";
  const dl = (self.dlSearch = self.dlSearch || {});

  /* A run of letters and digits; a full stop belongs to it beside a digit: 01.foi.22.026317. */
  dl.word = /[\p{L}\p{N}]+(?:(?:(?<=\p{Nd})\.(?=[\p{L}\p{N}])|\.(?=\p{Nd}))[\p{L}\p{N}]+)*/gu;

  /* The text as it is compared: no case, no accents, no apostrophes. May differ in length. */
  dl.fold = (text) =>
    text.normalize("NFKD").replace(/\p{M}+/gu, "").replace(/['\u2019\u02bc]/g, "").toLowerCase();

  /* The words of a text, folded, in order. */
  dl.cut = (text) => dl.fold(text).match(dl.word) || [];

  /* A reference as it is compared: folded, letters and digits only. */
  dl.referenceKey = (text) => (dl.fold(text).match(/[\p{L}\p{N}]+/gu) || []).join("");

  /* Takes these characters off both ends. */
  dl.strip = (text, characters) => {
    let start = 0;
    let end = text.length;
    while (start < end && characters.includes(text[start])) start++;
    while (end > start && characters.includes(text[end - 1])) end--;
    return text.slice(start, end);
  };

  /* A place in characters, as trees and problems have it, to UTF-16 units for an input field. */
  dl.unitsAt = (text, characters) => Array.from(text).slice(0, characters).join("").length;
})();
