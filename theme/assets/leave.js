// The quick exit. Escape leaves, and so do three presses of Shift within five seconds: the page is
// blanked at once, and its place in the history is taken by the page that it leads to: so there is no
// copy of it that Back could bring out of the browser's memory.
(() => {
  "use strict";

  const PRESSES = 3;
  const SECONDS = 5;
  const link = document.querySelector("a[data-dl-leave]");
  const button = document.querySelector(".dl-leave__button");
  const said = document.querySelector("[data-dl-leave-said]");
  document.querySelector(".dl-leave__keys").hidden = false;

  const make = (tag, values) => Object.assign(document.createElement(tag), values);

  let gone = false;
  const leave = () => {
    const away = link.href;
    gone = true;
    document.documentElement.classList.add("dl-gone");
    document.title = "\u200b"; // an empty title would show the address
    document.body.replaceChildren(
      make("p", { className: "dl-hidden", role: "alert", textContent: said.dataset.leaving }),
    );
    // The link says noreferrer; a script has to say it too.
    document.head.append(make("meta", { name: "referrer", content: "no-referrer" }));
    location.replace(away);
  };

  for (const one of document.querySelectorAll("a[data-dl-leave]")) {
    one.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
  }

  // What Escape closes, or gets somebody out of, comes first.
  const FIELDS = [
    "input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=reset])", "textarea", "select",
    "[contenteditable]:not([contenteditable=false])", "[role=textbox]", "[role=searchbox]",
  ].join();
  const OVERLAYS = [
    "dialog[open]", "[popover]:popover-open", "[aria-modal=true]", "[aria-haspopup][aria-expanded=true]",
    "[role=combobox][aria-expanded=true]", "[role=menu]:not([hidden])", "[role=listbox]:not([hidden])",
  ].join();
  const busy = (target) => target.closest?.(FIELDS) || document.fullscreenElement || document.querySelector(`:is(${OVERLAYS})`);

  // What was open when the key went down counts: others may close it before this hears of the key.
  let wasBusy = false;
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    wasBusy = Boolean(busy(event.target));
    if (gone) event.preventDefault(); // to a browser Escape says: stop loading what comes next
  }, true);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || wasBusy) return;
    event.preventDefault();
    leave();
  });

  // Shift counts when it is pressed and let go by itself. Each press counts for five seconds.
  let pressed = [];
  let alone = false;
  const show = (text) => {
    said.textContent = text;
    button.dataset.pressed = String(pressed.length);
  };
  const expire = () => {
    pressed.shift();
    show(pressed.length ? said.dataset[pressed.length] : said.dataset.expired);
  };
  const spoil = () => {
    alone = false;
    if (!pressed.length) return;
    for (const timer of pressed) clearTimeout(timer);
    pressed = [];
    show("");
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift" || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) spoil();
    else if (!event.repeat) alone = true;
  }, true);
  for (const one of ["pointerdown", "blur", "pagehide"]) addEventListener(one, spoil);
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    pressed.push(setTimeout(expire, SECONDS * 1000));
    show(said.dataset[pressed.length] ?? "");
    if (pressed.length === PRESSES) leave();
  }, true);
})();
