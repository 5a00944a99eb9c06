// “Was this page useful?” without leaving the page. Without this file the form is sent as forms are.
(() => {
  "use strict";

  const RATED = "dl-rated";
  const form = document.querySelector("[data-dl-useful]");
  if (!form) return;
  const [said, failed] = ["said", "failed"].map((name) => document.querySelector(`.dl-useful__${name}`));
  const remembers = () => "remember" in form.dataset && self.dlConsent?.allows("remember");

  const rated = () => {
    try {
      const found = JSON.parse(localStorage.getItem(RATED));
      return Array.isArray(found) ? found : [];
    } catch {
      return [];
    }
  };
  if (remembers() && rated().includes(location.pathname)) form.closest("section").hidden = true;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    const body = new URLSearchParams(new FormData(form, event.submitter));
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (!answer.ok) throw new Error(answer.status);
    } catch {
      failed.hidden = false;
      failed.focus();
      return;
    }
    form.hidden = true;
    said.hidden = false;
    said.focus();
    if (!remembers()) return;
    try {
      localStorage.setItem(RATED, JSON.stringify([...rated(), location.pathname]));
    } catch {
      // We ask again another time.
    }
  });
})();
