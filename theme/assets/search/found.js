// The marks of a search on a document's pages, and the bar that leads from one to the next.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};
  const { _, ngettext } = dl.ui;

  const make = (tag, values, ...inner) => {
    const node = Object.assign(document.createElement(tag), values);
    node.append(...inner);
    return node;
  };

  const pageOf = (mark) => mark.closest(".dl-docpage").id.replace("page-", "");

  // The bar at the foot of the window. The keys stay on its buttons, and it says where each leads.
  const bar = (marks) => {
    const said = make("p", { role: "status" });
    let now = -1;
    const go = (step) => {
      marks[now]?.removeAttribute("data-dl-here");
      now = now < 0 ? first(step) : (now + step + marks.length) % marks.length;
      marks[now].setAttribute("data-dl-here", "");
      marks[now].scrollIntoView({ block: "center" });
      said.textContent = _("{place} of {total}, on page {page}", {
        place: now + 1, total: marks.length, page: pageOf(marks[now]),
      });
    };
    // The first step leads to the page that the address names, or from there back.
    const first = (step) => {
      const sheet = document.getElementById(location.hash.slice(1))?.closest(".dl-docpage");
      const after = sheet ? marks.findIndex((mark) =>
        sheet.contains(mark) || sheet.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING) : 0;
      const place = after < 0 ? 0 : after;
      return step > 0 ? place : (place - 1 + marks.length) % marks.length;
    };
    const button = (label, step) => {
      const made = make("button", { type: "button", className: "dl-button" }, label);
      made.addEventListener("click", () => go(step));
      return made;
    };
    said.textContent = marks.length
      ? ngettext("{number} place with your words", "{number} places with your words", marks.length)
      : _("Your words do not stand on these pages");
    const parts = marks.length ? [button(_("Previous"), -1), said, button(_("Next"), 1)] : [said];
    const made = make("section", { className: "dl-marks" }, ...parts);
    made.setAttribute("aria-label", _("Words of your search"));
    return made;
  };

  // The other parts of the document are searched for the same words.
  const carry = (query) => {
    for (const link of document.querySelectorAll("a[data-dl-part], .dl-redactions a[href*='#page-']")) {
      const address = new URL(link.href);
      if (address.pathname === location.pathname && address.hash) continue;
      address.search = new URLSearchParams({ q: query });
      link.href = address;
    }
  };

  /** Marks what a query looks for in the document that this page shows. */
  dl.markPages = (query) => {
    const texts = [...document.querySelectorAll(".dl-docpage__text p")];
    const matcher = dl.matcher(query, texts.map((one) => one.textContent));
    if (!matcher) return;
    for (const text of texts) dl.mark(text, matcher);
    document.querySelector(".dl-viewer").append(bar([...document.querySelectorAll(".dl-docpage__text mark")]));
    carry(query);
  };
})();
