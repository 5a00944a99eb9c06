// The search page: every word has to occur. The address holds the query, so a search can be shared.
(() => {
  "use strict";

  const place = document.getElementById("search");
  const box = document.getElementById("search-query");
  if (!place || !box) return;
  const root = place.dataset.dlRoot;
  const SHOWN = 100;
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  const list = document.createElement("ol");
  list.className = "dl-found";
  place.append(status, list);

  // Accents and case do not matter: ŵ is found as w, and "S.31" as "s31".
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const squeezed = (text) => plain(text).replace(/\b(?:sections?|ss?|regulations?|reg)[. ]*(?=\d)/g, "s")
    .replace(/[\s.]+(?=\()/g, "");

  let rows = null;
  const load = async () => {
    if (rows) return rows;
    const answer = await fetch(`${root}search/responses.json`);
    if (!answer.ok) throw new Error("not found");
    rows = (await answer.json()).rows;
    for (const row of rows) {
      const text = `${row.title} ${row.summary} ${row.reference} ${row.outcome} ${row.words}`;
      row.text = `${squeezed(text)} ${plain(text)}`;
      row.head = `${plain(row.title)} ${plain(row.reference)}`;
    }
    return rows;
  };

  const item = (row) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${root}records/${row.slug}/`;
    link.textContent = row.title;
    const title = document.createElement("h2");
    title.append(link);
    const summary = document.createElement("p");
    summary.textContent = row.summary;
    const facts = document.createElement("p");
    facts.className = "dl-found__facts";
    facts.textContent = `${row.reference} · ${row.day} · ${row.outcome}`;
    line.append(title, summary, facts);
    return line;
  };

  const search = async (query) => {
    list.replaceChildren();
    const words = squeezed(query).split(/\s+/).filter(Boolean);
    if (!words.length) {
      status.textContent = "";
      return;
    }
    status.textContent = "Searching…";
    let all;
    try {
      all = await load();
    } catch {
      status.textContent = "The search could not be loaded. Try again, or use the lists below.";
      return;
    }
    const found = all.filter((row) => words.every((word) => row.text.includes(word)));
    const inHead = (row) => words.filter((word) => row.head.includes(word)).length;
    found.sort((a, b) => inHead(b) - inHead(a) || (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
    const count = found.length === 1 ? "1 response" : `${found.length} responses`;
    const more = found.length > SHOWN ? `, of which the first ${SHOWN} are shown` : "";
    status.textContent = found.length ? `${count} found${more}` : "Nothing found. Try fewer words.";
    list.append(...found.slice(0, SHOWN).map(item));
  };

  const query = () => new URLSearchParams(location.search).get("q") ?? "";
  const show = () => {
    box.value = query();
    return search(box.value);
  };
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", `?q=${encodeURIComponent(box.value)}`);
    search(box.value);
  });
  addEventListener("popstate", show);
  show();
})();
