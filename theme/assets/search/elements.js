// Small things that every part of the search page uses. Text from people is only ever set as text.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});
  const { _ } = ui;

  // This file lies in assets/search/, two folders below the root of the site.
  ui.root = new URL("../../", document.currentScript.src).href;

  // make("a", {href, class: "x"}, "text", node, null): an element; what is null or false is left out.
  ui.make = (tag, values = {}, ...inner) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === undefined || value === false) continue;
      node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...inner.flat(9).filter((one) => one !== null && one !== undefined && one !== false));
    return node;
  };

  ui.isSeen = (node) => Boolean(node) && node !== document.body && node.getClientRects().length > 0;

  ui.hidden = (text) => ui.make("span", { class: "dl-hidden" }, text);

  const SHAPES = {
    cross: "M3 3l8 8M11 3l-8 8",
    down: "M3 5l4 4 4-4",
  };
  ui.icon = (name) => {
    const space = "http://www.w3.org/2000/svg";
    const icon = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    for (const [key, value] of [["width", 14], ["height", 14], ["viewBox", "0 0 14 14"], ["aria-hidden", "true"]]) {
      icon.setAttribute(key, value);
    }
    for (const [key, value] of [["d", SHAPES[name]], ["fill", "none"], ["stroke", "currentColor"], ["stroke-width", 2]]) {
      path.setAttribute(key, value);
    }
    icon.append(path);
    return icon;
  };

  // What an object holds itself under a name. Names come from the address: "constructor" is one, too.
  ui.own = (object, name) =>
    (object && Object.prototype.hasOwnProperty.call(object, name) ? object[name] : undefined);

  const MONTHS = [
    ...[_("January"), _("February"), _("March"), _("April"), _("May"), _("June")],
    ...[_("July"), _("August"), _("September"), _("October"), _("November"), _("December")],
  ];

  // 2024-03-21 as people write it: 21 March 2024.
  ui.plainDay = (iso) => {
    const [year, month, day] = iso.split("-").map(Number);
    return _("{day} {month} {year}", { day, month: MONTHS[month - 1], year });
  };

  ui.day = (iso) => ui.make("time", { datetime: iso }, ui.plainDay(iso));

  ui.capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

  ui.recordAddress = (slug) => `${ui.root}records/${encodeURIComponent(slug)}/`;

  const PART = 25; // pages of a document in one part of its viewer: records/viewer.py

  // Where a page of a document is shown, with the words that are to be marked there.
  ui.pageAddress = (slug, viewer, page, query) => {
    const first = page - ((page - 1) % PART);
    const part = first > 1 ? `${first}/` : "";
    const words = query ? `?${new URLSearchParams({ q: query })}` : "";
    return `${ui.recordAddress(slug)}${encodeURIComponent(viewer)}/${part}${words}#page-${page}`;
  };
})();
