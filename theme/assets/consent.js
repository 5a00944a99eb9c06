// What the reader agreed to, and the one place where anything of it is stored. It runs before the page is
// drawn, so that the question is there from the start or not at all. Nothing is stored before somebody
// has chosen.
(() => {
  "use strict";

  const KEY = "dl-consent";
  const RATED = "dl-rated";
  const MONTHS = 12; // after which the question is asked anew
  const purposes = document.currentScript.dataset.purposes.split(" ");
  const root = document.documentElement;
  const heeded = navigator.globalPrivacyControl === true || navigator.doNotTrack === "1";
  const month = () => {
    const now = new Date();
    return now.getFullYear() * 12 + now.getMonth();
  };

  const stored = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null; // something else is stored, or storage is forbidden
    }
  };
  const remove = (key) => {
    try {
      localStorage.removeItem(key);
    } catch {
      // Storage is forbidden: there is nothing.
    }
  };

  // A choice that is too old is none, nor is one that was made when less was asked.
  const read = () => {
    const found = stored(KEY);
    const age = month() - found?.month;
    const whole = purposes.every((one) => typeof found?.[one] === "boolean");
    return whole && age >= 0 && age < MONTHS ? found : null;
  };
  const allows = (purpose) => !heeded && purposes.includes(purpose) && read()?.[purpose] === true;

  // Throws where nothing can be stored; what was agreed to before holds no longer even then.
  const save = (agreed) => {
    remove(KEY);
    const choice = Object.fromEntries(purposes.map((one) => [one, agreed(one)]));
    if (!choice.remember) remove(RATED);
    localStorage.setItem(KEY, JSON.stringify({ ...choice, month: month() }));
  };

  const rated = () => {
    const found = stored(RATED);
    return Array.isArray(found) ? found : [];
  };
  const rate = (page) => {
    if (!allows("remember")) return;
    try {
      localStorage.setItem(RATED, JSON.stringify([...rated(), page]));
    } catch {
      // We ask again another time.
    }
  };

  self.dlConsent = { heeded, read, save, allows, rate };
  root.classList.add("dl-script");
  root.classList.toggle("dl-asks", !heeded && !read());
  if (!allows("remember")) remove(RATED);
  root.classList.toggle("dl-rated", rated().includes(location.pathname));
})();
