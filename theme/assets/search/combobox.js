// A text box with suggestions: the ARIA combobox pattern (WAI-ARIA Authoring Practices 1.2). The
// focus stays in the box; the arrows move through the list; Enter takes; Escape closes.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});
  let lists = 0;

  // find(text, caret, show) calls show with [{label, kind, …}], at once or later.
  // take(choice) puts one to use.
  ui.combobox = (box, { find, take }) => {
    const id = `dl-suggestions-${++lists}`;
    const list = ui.make("ul", { id, class: "dl-suggestions", role: "listbox", "aria-label": ui._("Suggestions"), hidden: true });
    const said = ui.make("span", { class: "dl-hidden", "aria-live": "polite" });
    box.parentElement.append(list, said);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [name, value] of Object.entries(roles)) box.setAttribute(name, value);

    let choices = [];
    let active = -1;
    let asked = 0;

    const point = (to) => {
      list.children[active]?.setAttribute("aria-selected", "false");
      active = to;
      const option = list.children[active];
      if (option) {
        option.setAttribute("aria-selected", "true");
        option.scrollIntoView({ block: "nearest" });
        box.setAttribute("aria-activedescendant", option.id);
      } else {
        box.removeAttribute("aria-activedescendant");
      }
    };

    const close = () => {
      asked += 1;
      choices = [];
      point(-1);
      list.hidden = true;
      list.replaceChildren();
      box.setAttribute("aria-expanded", "false");
      said.textContent = "";
    };

    const show = (found) => {
      choices = found;
      point(-1);
      list.replaceChildren(...found.map((one, place) => ui.make(
        "li",
        { id: `${id}-${place}`, role: "option", "aria-selected": "false", class: "dl-suggestions__one" },
        ui.make("span", { dir: "auto" }, one.label),
        one.kind ? ui.make("span", { class: "dl-suggestions__kind" }, one.kind) : null,
      )));
      list.hidden = !found.length;
      box.setAttribute("aria-expanded", String(Boolean(found.length)));
      said.textContent = found.length ? ui.ngettext("{number} suggestion", "{number} suggestions", found.length) : "";
    };

    const choose = (place) => {
      const choice = choices[place];
      close();
      take(choice);
    };

    const open = () => {
      const number = ++asked;
      find(box.value, box.selectionStart ?? box.value.length, (found) => {
        if (number === asked && document.activeElement === box) show(found);
      });
    };

    let timer = 0;
    box.addEventListener("input", () => {
      clearTimeout(timer);
      if (box.value.trim()) timer = setTimeout(open, 60);
      else close();
    });
    box.addEventListener("blur", () => {
      clearTimeout(timer);
      close();
    });
    box.form.addEventListener("submit", () => {
      clearTimeout(timer);
      close();
    });

    const KEYS = {
      ArrowDown: () => (choices.length ? point(active + 1 < choices.length ? active + 1 : -1) : open()),
      ArrowUp: () => choices.length && point(active < 0 ? choices.length - 1 : active - 1),
      Enter: () => active >= 0 && (choose(active), true),
      Escape: () => choices.length && (close(), true),
    };
    box.addEventListener("keydown", (event) => {
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const handled = KEYS[event.key]?.();
      if (event.key.startsWith("Arrow") ? event.key in KEYS : handled) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    });

    // The list must not take the focus from the box.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose([...list.children].indexOf(option));
    });
    return { close };
  };
})();
