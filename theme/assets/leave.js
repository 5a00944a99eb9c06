// The quick exit. Escape leaves, and so do three presses of Shift within five seconds: the page is
// blanked at once, and its place in the history is taken by the page that it leads to.
(() => {
  "use strict";

  const PRESSES = 3;
  const SECONDS = 5;
  const link = document.querySelector("a[data-dl-leave]");
  const button = document.querySelector(".dl-leave__button");
  const said = document.querySelector("[data-dl-leave-said]");
  document.querySelector(".dl-leave__keys").hidden = false;

  const leave = () => {
    const away = link.href;
    document.documentElement.classList.add("dl-gone");
    document.title = "\u200b"; // an empty title would show the address
    document.body.replaceChildren();
    location.replace(away);
  };

  // Browsers count what the bar covers as being in view, so they do not scroll to it.
  addEventListener("focusin", (event) => {
    const [it, bar] = [event.target, button.closest(".dl-leave")].map((one) => one.getBoundingClientRect());
    if (it.bottom > bar.top && it.top < bar.bottom && !event.target.closest(".dl-leave")) {
      event.target.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
  });

  for (const one of document.querySelectorAll("a[data-dl-leave]")) {
    one.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
  }

  // What Escape closes, or gets somebody out of, comes first.
  const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox], [role=searchbox]";
  const OVERLAYS = [
    "dialog[open]", "[popover]:popover-open", "[aria-modal=true]", "[aria-haspopup][aria-expanded=true]",
    "[role=combobox][aria-expanded=true]", "[role=menu]:not([hidden])", "[role=listbox]:not([hidden])",
  ].join();
  const busy = (target) => target.closest?.(FIELDS) || document.fullscreenElement || document.querySelector(OVERLAYS);

  // What was open when the key went down counts: others may close it before this hears of the key.
  let wasBusy = false;
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") wasBusy = Boolean(busy(event.target));
  }, true);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || wasBusy) return;
    leave();
  });

  let presses = 0;
  let alone = false;
  let expiry = 0;
  const say = (text) => {
    said.textContent = text;
    button.dataset.pressed = String(presses);
  };
  const forget = (text) => {
    clearTimeout(expiry);
    presses = 0;
    say(text);
  };
  const spoil = () => {
    alone = false;
    if (presses) forget("");
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift" || event.ctrlKey || event.altKey || event.metaKey) spoil();
    else if (!event.repeat) alone = true;
  }, true);
  addEventListener("pointerdown", spoil, true);
  addEventListener("blur", spoil);
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    presses += 1;
    if (presses === 1) expiry = setTimeout(() => forget(said.dataset.expired), SECONDS * 1000);
    if (presses < PRESSES) {
      say(said.dataset[presses]);
      return;
    }
    say(said.dataset.leaving);
    leave();
  }, true);
})();
