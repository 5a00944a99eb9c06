// “Was this page useful?” without leaving the page. Without this file the form is sent as forms are.
(() => {
  "use strict";

  const form = document.querySelector("[data-dl-useful]");
  if (!form) return;
  const [said, failed] = ["said", "failed"].map((name) => document.querySelector(`.dl-useful__${name}`));
  const alone = { credentials: "omit", referrerPolicy: "no-referrer" };

  let sending = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    failed.hidden = true;
    const body = new URLSearchParams(new FormData(form));
    body.set("useful", event.submitter.value);
    try {
      const answer = await fetch(form.action, { method: "POST", body, ...alone });
      if (!answer.ok) throw new Error(answer.status);
    } catch {
      failed.hidden = false;
      failed.focus();
      return;
    } finally {
      sending = false;
    }
    form.hidden = true;
    said.hidden = false;
    said.focus();
    self.dlConsent?.rate(location.pathname);
  });
})();
