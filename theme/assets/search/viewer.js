// On a document's page: marks the words that a search came with, and leads from one to the next.
// Nothing is loaded where no search came with the address.
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
      said.textContent = `${now + 1} of ${marks.length}, on page ${pageOf(marks[now])}`;
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
      ? `${marks.length} ${marks.length === 1 ? "place" : "places"} with your words`
      : "Your words do not stand on these pages";
    const parts = marks.length ? [button("Previous", -1), said, button("Next", 1)] : [said];
    const made = make("section", { className: "dl-marks" }, ...parts);
    made.setAttribute("aria-label", "Words of your search");
    return made;
  };

  const start = async () => {
    await load("vendor/lunr-2.3.9/lunr.min.js");
    await load("marking.js");
    const texts = [...document.querySelectorAll(".dl-docpage__text p")];
    const matcher = self.dlSearch.matcher(query, texts.map((one) => one.textContent));
    if (!matcher) return;
    for (const text of texts) self.dlSearch.mark(text, matcher);
    document.querySelector(".dl-viewer").append(bar([...document.querySelectorAll(".dl-docpage__text mark")]));
    // The other parts of the document are searched for the same words.
    for (const link of document.querySelectorAll("a[data-dl-part], .dl-redactions a[href*='#page-']")) {
      const address = new URL(link.href);
      if (address.pathname === location.pathname && address.hash) continue;
      address.search = new URLSearchParams({ q: query });
      link.href = address;
    }
  };
  start().catch(() => {
    // The page is whole without marks.
  });
})();
