// Stands in for the worker of the search, where a test needs an answer that the real one rarely
// gives. It answers by the query's first word.
const card = (number) => ({
  slug: `record-${number}`,
  title: `Record ${number} about <b>gritting</b>`,
  reference: `T/${number}`,
  received: "2024-01-02",
  responded: "2024-01-20",
  taken: number === 2 ? 31 : 18,
  limit: 20,
  unit: "working-days",
  late: number === 2,
  outcome: "granted-in-part",
  summary: "=1+1 and “more”",
  cited: [["uk-foia-2000", "s31(1)(a)", "section 31(1)(a)"]],
  documents: [["routes.pdf", "Routes, all of them", 4, "routes"]],
});

const found = (number) => ({
  card: card(number),
  number,
  score: 1,
  snippet: [["The ", false], ["<img src=x onerror=window.owned=1>", true], [" routes", false]],
  pages: [[0, 1], [0, 3]],
});

let failures = 0;

self.onmessage = ({ data: question }) => {
  const say = (type, rest) => self.postMessage({ id: question.id, type, ...rest });
  if (question.type === "suggest") {
    say("suggestions", {
      suggestions: /^sug/.test(question.text) ? [
        { kind: "title", label: "Record <b>one</b>", text: "Record <b>one</b>", slug: "record-1" },
        { kind: "exemption", label: "section 31(1)(a) Crime (FOIA)", text: "exemption:s31(1)(a)", slug: null },
        { kind: "reference", label: "T/2 Record two", text: "T/2", slug: "record-2" },
      ] : [],
    });
    return;
  }
  if (question.type === "all") {
    say("all", { cards: [card(1), card(2)] });
    return;
  }
  const numbers = Array.from({ length: 25 }, (_, place) => place + 1);
  const start = (question.page - 1) * question.size;
  const answer = {
    total: numbers.length,
    query: null,
    go: null,
    notes: [],
    results: numbers.slice(start, start + question.size).map(found),
  };
  switch (question.query.split(" ")[0]) {
    case "broken":
      say("problem", { problems: [{ what: "The quote is never closed.", start: 7, end: 13, offer: "broken \"quote\"" }] });
      return;
    case "reload":
      say("reload", {});
      return;
    case "never":
      return;
    case "failsalways":
      say("failed", { what: "the search index", again: true });
      return;
    case "fails":
      if (!failures++) {
        say("failed", { what: "the search index", again: true });
        return;
      }
      break;
    case "partly":
      say("results", { ...answer, results: answer.results.slice(0, 9) });
      say("failed", { what: "a part of the search index", again: true });
      return;
    case "long":
      say("results", answer);
      say("pages", { pages: { 1: [[0, 4]] } });
      return;
  }
  say("results", answer);
  say("facets", {
    facets: {
      exemption: [["uk-foia-2000", "FOIA", 25, 0], ["uk-foia-2000/s31", "Section 31", 20, 1], ["uk-foia-2000/s31(1)(a)", "Section 31(1)(a)", 12, 2]],
      outcome: [["granted-in-part", "granted-in-part", 25, 0]],
      topic: Array.from({ length: 12 }, (_, place) => [`topic ${place}`, `topic ${place}`, 12 - place, 0]),
      late: [["yes", "yes", 1, 0], ["no", "no", 24, 0]],
    },
  });
};
