// The choices of one facet: checkboxes in a list, where the values are parts of others in nested
// lists. Counts change in place, so that the focus stays where it is.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});
  const { make, _, ngettext } = ui;

  const FIRST = 8; // choices of a list that are shown before "show all" is asked for
  let made = 0;

  // Rows are [value, label, count, depth], parents before their parts. Gives [{row, parts}].
  const forest = (rows) => {
    const top = [];
    const path = [{ depth: -1, parts: top }];
    for (const [value, label, count, depth = 0] of rows) {
      while (path.at(-1).depth >= depth) path.pop();
      const node = { value, label, count, depth, parts: [] };
      path.at(-1).parts.push(node);
      path.push(node);
    }
    return top;
  };

  // Bring a list's items in order, moving none that already stands right.
  const arrange = (list, items) => {
    const wanted = new Set(items);
    for (const old of [...list.children]) if (!wanted.has(old)) old.remove();
    items.forEach((item, place) => {
      if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null);
    });
  };

  class Branch {
    // A list and its "show all".
    constructor(id, byCount) {
      this.byCount = byCount;
      this.list = make("ul", { class: "dl-facet__list", id });
      this.all = make("button", { type: "button", class: "dl-facet__all", "aria-controls": id, "aria-expanded": "false", hidden: true });
      this.all.addEventListener("click", () => {
        this.open = !this.open;
        this.fold();
      });
      this.open = false;
      this.items = [];
    }

    set(items) {
      this.items = items;
      arrange(this.list, items.map((one) => one.node));
      this.fold();
    }

    fold() {
      const long = this.items.length > FIRST + 1;
      const first = this.byCount ? [...this.items].sort((a, b) => b.count - a.count) : this.items;
      first.forEach((one, place) => {
        one.node.hidden = long && !this.open && place >= FIRST && !one.chosen;
      });
      this.all.hidden = !long;
      this.all.setAttribute("aria-expanded", String(this.open));
      this.all.textContent = this.open ? _("Show fewer") : _("Show all {count}", { count: this.items.length });
    }
  }

  class Item {
    constructor(value, isGroup, told, byCount) {
      const id = `dl-choice-${++made}`;
      this.branch = new Branch(`${id}-parts`, byCount);
      this.box = isGroup ? null : make("input", { type: "checkbox", id });
      this.text = make("span", { class: "dl-facet__text", dir: "auto" });
      this.number = make("span", { class: "dl-facet__count" });
      this.more = make("button", { type: "button", class: "dl-facet__more", "aria-controls": `${id}-parts` }, ui.icon("down"));
      this.row = make("div", { class: "dl-facet__row" }, this.more,
        isGroup ? make("p", { class: "dl-facet__group" }, this.text, this.number)
          : make("label", { for: id }, this.box, this.text, this.number));
      this.inner = make("div", { class: "dl-facet__parts" }, this.branch.list, this.branch.all);
      this.node = make("li", {}, this.row, this.inner);
      this.isOpen = null; // until somebody opens or closes it
      this.box?.addEventListener("change", () => told(value, this.box.checked));
      this.more.addEventListener("click", () => {
        this.isOpen = this.more.getAttribute("aria-expanded") !== "true";
        this.unfold();
      });
    }

    set(node, parts, isChosen, isFirst) {
      this.count = node.count;
      this.chosen = isChosen || parts.some((one) => one.chosen);
      if (this.box) this.box.checked = isChosen;
      this.text.textContent = node.label;
      this.number.replaceChildren(ui.number(node.count), ui.hidden(ngettext(" response", " responses", node.count)));
      this.more.hidden = !parts.length;
      this.more.setAttribute("aria-label", _("Parts of {name}", { name: node.label }));
      this.usual = parts.some((one) => one.chosen) || (!this.box && isFirst);
      this.branch.set(parts);
      this.unfold();
    }

    unfold() {
      const open = this.isOpen ?? this.usual;
      this.more.setAttribute("aria-expanded", String(open));
      this.inner.hidden = !open || this.more.hidden;
    }
  }

  // told(value, on) is called when somebody chooses. isGroup(value): it only heads its parts. byCount:
  // of a long list the most frequent are shown at first, in the list's own order.
  ui.tree = (told, isGroup = () => false, byCount = false) => {
    const known = new Map();
    const top = new Branch(`dl-facet-${++made}`, byCount);
    const build = (nodes, chosen) => nodes.map((node, place) => {
      if (!known.has(node.value)) known.set(node.value, new Item(node.value, isGroup(node.value), told, byCount));
      const item = known.get(node.value);
      item.set(node, build(node.parts, chosen), chosen.has(node.value), place === 0);
      return item;
    });
    return {
      nodes: [top.list, top.all],
      update(rows, chosen) {
        const focused = document.activeElement;
        const list = top.list.contains(focused) && focused.closest("ul");
        top.set(build(forest(rows), chosen));
        if (!list) return;
        // What was left may be gone: the first choice of its list is the nearest that is there.
        const to = [focused, ...list.querySelectorAll("input"), ...top.list.querySelectorAll("input")].find(ui.isSeen);
        if (to !== document.activeElement) to?.focus({ preventScroll: true });
      },
    };
  };
})();
