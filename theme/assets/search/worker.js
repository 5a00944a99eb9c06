// The Web Worker of the search: takes the page's questions and answers them, as
// docs/search-format.md says under "Talking to the worker".
"use strict";

importScripts("numbers.js", "store.js", "score.js", "snippets.js", "answers.js");

(() => {
  const dl = self.dlSearch;
  const suggest = (...asked) => {
    dl.bring("queries.js", "complete.js", "columns.js", "offers.js");
    return dl.suggest(...asked);
  };
  const KINDS = { search: dl.search, suggest, all: dl.all };
  const store = new dl.Store(new URL("../../search/", self.location.href).href);
  const newest = {}; // for each kind of question, the one that is to be answered
  let times = {};

  const answer = async (asked) => {
    const { id, type } = asked;
    const live = () => newest[type] === asked;
    const tell = (message) => { if (live()) self.postMessage({ id, ...message }); };
    const once = async () => {
      await store.open();
      const question = new dl.Question(store, live);
      await KINDS[type](question, asked, tell);
      if (type === "search") times = question.times;
    };
    try {
      try {
        await once();
      } catch (error) {
        if (!(error instanceof dl.Changed)) throw error;
        await once();
      }
    } catch (error) {
      if (error instanceof dl.Stopped) return;
      if (error instanceof dl.Outdated || error instanceof dl.Changed) tell({ type: "reload" });
      else if (error instanceof dl.Failed) tell({ type: "failed", what: error.message, again: true });
      else {
        tell({ type: "failed", what: "the search itself", again: false });
        throw error;
      }
    }
  };

  self.addEventListener("message", ({ data }) => {
    if (data.type === "timing") self.postMessage({ id: data.id, type: "timing", times });
    else if (Object.keys(KINDS).includes(data.type)) {
      newest[data.type] = data;
      answer(data);
    }
  });
})();
