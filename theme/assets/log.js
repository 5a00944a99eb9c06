// Everything works without this file. It opens what is folded when that is asked for, copies and
// prints. It stores nothing and asks nobody.
(() => {
  "use strict";

  const folded = () => document.querySelectorAll("details.dl-reasons");
  const reasons = () => document.querySelectorAll(".dl-citation details.dl-reasons");

  // A link to a place inside folded reasons opens them.
  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const fold = id && document.getElementById(id)?.closest("details");
    if (fold && !fold.open) {
      fold.open = true;
      fold.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Browsers that cannot print folded text by stylesheet get it unfolded.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...folded()].filter((fold) => !fold.open);
    for (const fold of closed) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of closed) fold.open = false;
  });

  for (const button of document.querySelectorAll("[data-dl-unfold]")) {
    if (reasons().length < 2) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(open));
      for (const fold of reasons()) fold.open = open;
    });
  }

  for (const button of document.querySelectorAll("[data-dl-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  if (navigator.clipboard) {
    for (const button of document.querySelectorAll("[data-dl-copy]")) {
      const said = button.parentElement.querySelector("[role=status]");
      button.hidden = false;
      button.addEventListener("click", async () => {
        const text = document.getElementById(button.dataset.dlCopy).textContent.trim();
        try {
          await navigator.clipboard.writeText(text);
          said.textContent = "Copied";
        } catch {
          said.textContent = "Could not copy; select the text instead";
        }
      });
    }
  }
})();
