// What a search box offers as one types: references, exemptions and titles, told by the worker; and
// the rest of a filter that was begun, where the query reader is there to know it.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});

  const MOST = 8;
  const KINDS = { reference: "Reference", exemption: "Exemption", title: "Response", filter: "Filter" };

  ui.suggestFor = (box, submit) => {
    const find = (text, caret, show) => {
      ui.ask({ type: "suggest", text: text.slice(0, caret) }, (answer) => {
        if (answer.type !== "suggestions") return;
        const rest = text.slice(caret);
        show(answer.suggestions.slice(0, MOST).map((one) => ({
          ...one,
          kind: KINDS[one.kind] ?? one.kind,
          whole: `${one.text}${rest}`,
        })));
      });
    };
    const take = ({ slug, whole }) => {
      if (slug) {
        location.assign(ui.recordAddress(slug));
        return;
      }
      box.value = whole;
      submit();
    };
    return ui.combobox(box, { find, take });
  };
})();
