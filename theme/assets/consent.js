// What the reader agreed to. It runs before the page is drawn, so that the question is there from the
// start or not at all. Nothing is stored before somebody has chosen.
(() => {
  "use strict";

  const KEY = "dl-consent";
  const MONTHS = 12; // after which the question is asked anew
  const root = document.documentElement;
  const heeded = navigator.globalPrivacyControl === true || navigator.doNotTrack === "1";
  const month = () => {
    const now = new Date();
    return now.getFullYear() * 12 + now.getMonth();
  };

  const read = () => {
    try {
      const found = JSON.parse(localStorage.getItem(KEY));
      const age = month() - found.month;
      return age >= 0 && age < MONTHS ? found : null;
    } catch {
      return null; // nothing stored, something else, or storage is forbidden
    }
  };

  // Throws where nothing can be stored.
  const save = (choice) => {
    localStorage.setItem(KEY, JSON.stringify({ ...choice, month: month() }));
    if (!choice.remember) localStorage.removeItem("dl-rated");
  };

  const allows = (purpose) => !heeded && read()?.[purpose] === true;

  self.dlConsent = { heeded, read, save, allows };
  root.classList.add("dl-script");
  if (!heeded && !read()) root.classList.add("dl-asks");
})();
