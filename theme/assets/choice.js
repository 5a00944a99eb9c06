// The banner that asks, the page on which one changes one's mind, and the count of who agreed.
(() => {
  "use strict";

  if (!self.dlConsent) return; // some blockers take consent.js away: then nobody is asked or counted
  const { heeded, read, save, allows } = self.dlConsent;
  const counting = document.currentScript.dataset.counting;
  const root = document.documentElement;
  const find = (name, inside = document) => inside.querySelector(`[data-dl-${name}]`);

  // The page's path and nothing else: no cookie, and no referrer, which would hold the words of a search.
  let counted = false;
  const count = () => {
    if (counted || !counting || !allows("counting")) return;
    counted = true;
    const body = new URLSearchParams({ page: location.pathname });
    const alone = { credentials: "omit", referrerPolicy: "no-referrer", keepalive: true };
    fetch(counting, { method: "POST", body, ...alone }).catch(() => {});
  };

  const form = find("choice");
  const fill = () => {
    if (!form) return;
    const known = read() ?? {};
    for (const box of form.querySelectorAll("input")) {
      box.checked = (box.value === "yes") === (known[box.name] === true);
    }
  };
  // A choice made on another page holds here as well.
  const settle = () => {
    root.classList.toggle("dl-asks", !heeded && !read());
    fill();
  };

  const show = (one, others) => {
    for (const other of others) other.hidden = true;
    one.hidden = false;
    one.focus();
  };

  const banner = find("consent");
  const [ask, saved, failed] = ["ask", "saved", "failed"].map((name) => find(`consent-${name}`, banner));
  let yes = false;
  const choose = () => {
    try {
      save(() => yes);
    } catch {
      show(failed, [ask, saved]);
      return;
    }
    show(saved, [ask, failed]);
    fill();
    count();
  };
  for (const button of banner.querySelectorAll("[data-dl-choose]")) {
    button.addEventListener("click", () => {
      yes = button.dataset.dlChoose === "all";
      choose();
    });
  }
  find("again", banner).addEventListener("click", choose);
  for (const button of banner.querySelectorAll("[data-dl-hide]")) {
    button.addEventListener("click", () => {
      root.classList.remove("dl-asks");
      document.getElementById("content").focus();
    });
  }

  if (form) {
    form.hidden = heeded;
    find("heeded").hidden = !heeded;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const given = new FormData(form);
      const [done, wrong] = [find("saved", form), find("failed", form)];
      try {
        save((purpose) => given.get(purpose) === "yes");
      } catch {
        show(wrong, [done]);
        return;
      }
      settle();
      show(done, [wrong]);
      count();
    });
  }

  fill();
  count();
  addEventListener("storage", settle);
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    settle();
    counted = false;
    count();
  });
})();
