// What a search box offers as one types, told by the worker: references, titles, exemptions, and the
// rest of a filter that was begun.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});
  const { _ } = ui;

  const MOST = 8;
  const KINDS = { reference: _("Reference"), title: _("Response"), filter: _("Filter"), exemption: _("Exemption") };
  const ORDER = Object.keys(KINDS);
  const BEGUN = /[a-z]:[^:]*$/i; // "topic:body wo": a filter is being written

  const sorted = (found, text) => (BEGUN.test(text) ? found
    : [...found].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)));

  // A filter's value goes by the filter's name: "Topic".
  const kindOf = ({ kind, text }) => {
    const name = kind === "filter" && /([a-z]+):[^:]+$/i.exec(text);
    return name ? ui.capital(name[1].toLowerCase()) : KINDS[kind];
  };

  // submit() is called when a whole query was taken.
  ui.suggestFor = (box, submit) => {
    const find = (text, caret, show) => {
      const head = text.slice(0, caret);
      const rest = text.slice(caret);
      ui.ask({ type: "suggest", text: head }, (answer) => {
        if (answer.type !== "suggestions") return;
        show(sorted(answer.suggestions, head).slice(0, MOST).map((one) => ({
          ...one,
          kind: kindOf(one),
          text: `${one.text}${rest}`,
          caret: one.text.length,
        })));
      });
    };
    const take = ({ slug, text, caret }) => {
      if (slug) {
        location.assign(ui.recordAddress(slug));
        return;
      }
      box.value = text;
      if (text[caret - 1] !== ":") {
        submit();
        return;
      }
      // "exemption:" is only begun: what can follow it is offered at once.
      box.setSelectionRange(caret, caret);
      box.dispatchEvent(new Event("input"));
    };
    return ui.combobox(box, { find, take });
  };
})();
