// The banner that asks, the page on which one changes one's mind, and the count of who agreed.
(() => {
  "use strict";

  const { heeded, read, save, allows } = self.dlConsent;
  const counting = document.currentScript.dataset.counting;
  const root = document.documentElement;
  const find = (name, inside = document) => inside.querySelector(`[data-dl-${name}]`);

  let counted = false;
  const count = () => {
    if (counted || !counting || !allows("counting")) return;
    counted = true;
    navigator.sendBeacon(counting, new URLSearchParams({ page: location.pathname }));
  };
  count();
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    counted = false;
    count();
  });

  const show = (one, others) => {
    for (const other of others) other.hidden = true;
    one.hidden = false;
    one.focus();
  };

  const banner = find("consent");
  const [ask, saved, failed] = ["ask", "saved", "failed"].map((name) => find(`consent-${name}`, banner));
  let last = "none";
  const choose = (what) => {
    last = what;
    const yes = what === "all";
    try {
      save({ counting: yes, remember: yes });
    } catch {
      show(failed, [ask, saved]);
      return;
    }
    show(saved, [ask, failed]);
    fill();
    count();
  };
  for (const button of banner.querySelectorAll("[data-dl-choose]")) {
    button.addEventListener("click", () => choose(button.dataset.dlChoose));
  }
  find("again", banner).addEventListener("click", () => choose(last));
  for (const button of banner.querySelectorAll("[data-dl-hide]")) {
    button.addEventListener("click", () => {
      root.classList.remove("dl-asks");
      document.getElementById("content").focus();
    });
  }

  const form = find("choice");
  const fill = () => {
    if (!form) return;
    const known = read() ?? {};
    for (const box of form.querySelectorAll("input")) {
      box.checked = (box.value === "yes") === (known[box.name] === true);
    }
  };
  if (form) {
    form.hidden = heeded;
    find("heeded").hidden = !heeded;
    fill();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const given = new FormData(form);
      const [done, wrong] = [find("saved", form), find("failed", form)];
      try {
        save({ counting: given.get("counting") === "yes", remember: given.get("remember") === "yes" });
      } catch {
        show(wrong, [done]);
        return;
      }
      root.classList.remove("dl-asks");
      show(done, [wrong]);
      count();
    });
  }
})();
