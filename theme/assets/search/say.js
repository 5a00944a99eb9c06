// How the search says its strings. The build puts those of the site's language before this file, as
// `dlWords`; without them it is English. docs/languages.md says how a string is written.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});
  const words = self.dlWords ?? { messages: {}, plurals: {}, form: (n) => Number(n !== 1) };

  ui.number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

  const cut = (text) => text.split(/\{([a-z_]+)\}/);

  const own = (object, name) =>
    (Object.prototype.hasOwnProperty.call(object, name) ? object[name] : undefined);

  // _('Page {number}', {number: 3}): the string in the site's language, as text.
  ui._ = (english, values = {}) =>
    cut(own(words.messages, english) ?? english).map((one, at) => (at % 2 ? values[one] : one)).join("");

  // Marks a string that `_` says later.
  ui.later = (english) => english;

  // The same as a list of texts and nodes, for `make`; a place may hold a node.
  ui.parts = (english, values) =>
    cut(own(words.messages, english) ?? english).map((one, at) => (at % 2 ? values[one] : one));

  // ngettext('{number} page', '{number} pages', 3): the form that this number takes.
  ui.ngettext = (one, many, number, values = {}) => {
    const forms = own(words.plurals, one) ?? [one, many];
    const form = own(words.plurals, one) ? words.form(number) : Number(number !== 1);
    return cut(forms[form]).map((part, at) =>
      (at % 2 ? { number: ui.number(number), ...values }[part] : part)).join("");
  };
})();
