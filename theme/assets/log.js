// Everything works without this file. It opens what is folded when that is asked for, copies, prints,
// and leads to the search. It asks nobody, and stores one thing at most: that its keys are turned off.
(() => {
  "use strict";

  const folded = () => document.querySelectorAll("details.dl-reasons");
  const reasons = (near) => near.closest("article").querySelectorAll(".dl-citation details.dl-reasons");

  const fragment = () => {
    const raw = location.hash.slice(1);
    try {
      return decodeURIComponent(raw);
    } catch {
      return raw; // a % that stands for itself
    }
  };

  // A link to a place inside folded reasons opens them.
  const reveal = () => {
    const id = fragment();
    const fold = id && document.getElementById(id)?.closest("details");
    if (fold && !fold.open) {
      fold.open = true;
      fold.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();

  // The address says which language of a record is shown: the way to the main text keeps it.
  for (const skip of document.querySelectorAll(".dl-skip[href='#content']")) {
    skip.addEventListener("click", (event) => {
      if (!document.querySelector(".dl-tongues")) return;
      event.preventDefault();
      document.getElementById("content").focus();
    });
  }

  // Browsers count what a bar covers as being in view, so they do not scroll to what has the focus there.
  addEventListener("focusin", ({ target }) => {
    for (const bar of document.querySelectorAll(".dl-leave, .dl-marks")) {
      const [it, over] = [target, bar].map((one) => one.getBoundingClientRect());
      if (bar.contains(target) || it.bottom <= over.top || it.top >= over.bottom) continue;
      target.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
  });

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
    if (reasons(button).length < 2) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(open));
      for (const fold of reasons(button)) fold.open = open;
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
          said.textContent = button.dataset.dlSaid;
        } catch {
          said.textContent = button.dataset.dlFailed;
        }
      });
    }
  }

  // The keys `/`, `s` and `f` lead to the search box, Escape out of it. Who speaks to their computer,
  // or hits keys by chance, can turn them off (WCAG 2.2, 2.1.4).
  const boxes = [...document.querySelectorAll(".dl-search input[name=q]")];
  const box = document.getElementById("search-query") ?? boxes[0];
  const OFF = "dl-keys-off";
  let keys = true;
  try {
    keys = !localStorage.getItem(OFF);
  } catch {
    // Storage is forbidden: the keys are on.
  }
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "Escape" && boxes.includes(field)) {
      event.preventDefault();
      field.blur();
    }
    const writing = field && !["checkbox", "radio"].includes(field.type);
    if (keys && box && !writing && ["/", "s", "f"].includes(event.key)) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });
  for (const button of document.querySelectorAll("[data-dl-keys]")) {
    const say = () => {
      button.textContent = keys ? button.dataset.dlKeys : button.dataset.dlKeysOn;
    };
    button.hidden = false;
    say();
    button.addEventListener("click", () => {
      keys = !keys;
      say();
      try {
        if (keys) localStorage.removeItem(OFF);
        else localStorage.setItem(OFF, "1");
      } catch {
        // It holds for this page.
      }
    });
  }

  // Suggestions: nothing of them is loaded before somebody goes to a box. The search page brings its own.
  const folder = new URL("search/", document.currentScript.src);
  const load = () => new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = new URL("box.js", folder);
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
  let parts = null;
  for (const one of boxes) {
    if (one.id === "search-query" || document.getElementById("search")) continue;
    one.addEventListener("focus", async () => {
      parts ??= load();
      try {
        await parts;
        self.dlSearch.ui.wake();
        self.dlSearch.ui.suggestFor(one, () => one.form.requestSubmit());
        if (one.value) one.dispatchEvent(new Event("input")); // typed before the script was here
      } catch {
        // The box works without suggestions.
      }
    }, { once: true });
  }
})();
