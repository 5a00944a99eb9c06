// The way to the worker: started when it is first needed, asked by numbered messages.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});

  let worker = null;
  let last = 0;
  const waiting = new Map(); // id → what to do with an answer
  const newest = new Map(); // type → id: older questions of that type are dropped

  const broken = () => {
    worker?.terminate();
    worker = null;
    const asked = [...waiting];
    waiting.clear();
    for (const [id, told] of asked) told({ id, type: "failed", what: "the search itself", again: true });
  };

  const started = () => {
    if (worker) return worker;
    worker = new Worker(`${ui.root}assets/search/worker.js`);
    worker.addEventListener("message", ({ data }) => waiting.get(data.id)?.(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      broken();
    });
    return worker;
  };

  // Ask, and be told each answer. A newer question of the same type silences this one.
  ui.ask = (question, told) => {
    const id = ++last;
    waiting.delete(newest.get(question.type));
    newest.set(question.type, id);
    waiting.set(id, told);
    try {
      started().postMessage({ ...question, id });
    } catch {
      broken();
    }
    return id;
  };

  // The worker can be loaded before there is anything to ask.
  ui.wake = () => {
    try {
      started();
    } catch {
      // A browser without workers says so when something is asked.
    }
  };
})();
