// The search page: what the address asks is asked of the worker, and what it answers is shown.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});
  const { make, address, _, ngettext } = ui;

  const SIZE = 10;
  const SORTS = { relevance: _("Best match"), newest: _("Newest"), oldest: _("Oldest"), longest: _("Longest taken") };
  const place = document.getElementById("search");
  const box = document.getElementById("search-query");
  if (!place || !box) return;
  const examples = document.querySelector(".dl-examples");
  const log = JSON.parse(place.dataset.dlLog || "{}");

  const { title } = document;
  let search = address.read(location.search);
  let tree = null; // the query as it was understood
  let total = 0;
  const described = box.getAttribute("aria-describedby");
  let slow = 0; // the timer of _("Searching…")
  let arrived = false; // results of the search that is asked now

  const heading = make("h2", { tabindex: "-1", id: "results" }, _("Results"));
  const status = make("p", { role: "status" });
  const sort = make("select", { id: "search-sort" },
    address.SORTS.map((one) => make("option", { value: one }, SORTS[one])));
  const sorting = make("p", { class: "dl-sort", hidden: true }, make("label", { for: "search-sort" }, _("Sort by")), sort);
  const chips = make("ul", { class: "dl-chips", "aria-label": _("The search as it was understood"), hidden: true });
  const messages = make("div", { role: "status" });
  const advice = make("div");
  const list = make("ol", { class: "dl-items dl-found" });
  const pager = make("nav", { class: "dl-pagination", "aria-label": _("Pages of results"), hidden: true });
  const take = ui.take(log);
  const facets = ui.facets(log, (facet, value, on) => go(address.toggled(search, facet, value, on)));
  place.append(facets.node, make("section", { class: "dl-searching", "aria-labelledby": "results" },
    make("div", { class: "dl-searching__head" }, heading, status, sorting), chips,
    make("div", { class: "dl-searching__messages" }, messages, advice), list, pager, take.node));
  place.classList.add("dl-search-page");

  // A marker of this entry of the history: kept when the page is left and come back to.
  const mark = (name) => history.replaceState({ ...history.state, [name]: true }, "");
  const marked = (name) => history.state?.[name] === true;

  const busy = (on) => list.setAttribute("aria-busy", String(on));

  const told = {
    results(answer, focus) {
      if (answer.go && !marked("went") && search.page === 1 && !address.chosen(search).length) {
        mark("went");
        location.assign(ui.recordAddress(answer.go));
        return;
      }
      const last = Math.ceil(answer.total / SIZE);
      if (last && search.page > last) {
        // An address of a page that is no longer there leads to the last one that is.
        search = { ...search, page: last };
        history.replaceState(history.state, "", address.write(search) || location.pathname);
        ask(focus);
        return;
      }
      // The page came through: the next time that it has to be loaded again, it may be.
      if (marked("reloaded")) history.replaceState({ ...history.state, reloaded: false }, "");
      ({ total, query: tree } = answer);
      arrived = true;
      ui.results(list, answer, search, log);
      ui.chips(chips, tree, search, log);
      const pages = ui.pager(search, total, SIZE);
      pager.replaceChildren(...pages);
      pager.hidden = !pages.length;
      messages.replaceChildren(...ui.notes(answer.notes));
      advice.replaceChildren(...(total ? [] : [ui.nothing(search)]));
      sorting.hidden = total < 2;
      take.update(search, total);
      const found = ngettext("{number} response", "{number} responses", total);
      if (!total) status.textContent = _("Nothing found");
      else status.textContent = search.page > 1 ? _("{found}, page {page}", { found, page: search.page }) : found;
      if (focus) {
        heading.focus({ preventScroll: true });
        place.scrollIntoView();
      }
    },

    facets(answer) {
      facets.update(answer.facets, search);
      ui.chips(chips, tree, search, log);
      if (total) take.update(search, total);
    },

    problem(answer, focus) {
      empty();
      status.textContent = _("This query cannot be read");
      messages.replaceChildren(ui.problems(search, answer.problems));
      faulty(answer.problems);
      if (focus) heading.focus({ preventScroll: true });
    },

    // The pages of long documents take longer to look through than the rest.
    pages(answer) {
      ui.addPlaces(list, answer.pages);
    },

    failed(answer, focus) {
      if (!arrived) {
        empty();
        status.textContent = _("The search could not be loaded");
      }
      messages.querySelector(".dl-failed")?.remove();
      messages.prepend(ui.failed(answer, arrived, () => ask(true)));
      if (focus && !arrived) (messages.querySelector(".dl-failed button") ?? heading).focus({ preventScroll: true });
    },

    reload() {
      if (marked("reloaded")) {
        empty();
        status.textContent = _("The log has been published anew");
        messages.replaceChildren(ui.stale());
        return;
      }
      mark("reloaded");
      location.reload();
    },
  };

  // The box and what is wrong with it belong together for who cannot see that they do.
  const faulty = (problems) => {
    const ids = problems.map((_, one) => `search-problem-${one}`);
    box.setAttribute("aria-invalid", String(ids.length > 0));
    box.setAttribute("aria-describedby", [described, ...ids].filter(Boolean).join(" "));
  };

  const empty = () => {
    if (facets.node.contains(document.activeElement)) heading.focus({ preventScroll: true });
    facets.hide();
    for (const part of [list, pager, messages, advice]) part.replaceChildren();
    pager.hidden = true;
    sorting.hidden = true;
    total = 0;
    tree = null;
    ui.chips(chips, null, search, log);
    take.hide();
  };

  // Show the search that stands in `search`. The last results stay until the new ones are there.
  const ask = (focus = false) => {
    const { query, choices, page } = search;
    if (examples && address.write(search)) examples.open = false;
    box.value = query;
    // Where no words are asked for, nothing matches better than the rest: the newest comes first.
    sort.options[0].hidden = !query;
    sort.value = query || search.sort !== "relevance" ? search.sort : "newest";
    document.title = query ? `${query} – ${title}` : title;
    facets.announce(search);
    busy(true);
    arrived = false;
    faulty([]);
    clearTimeout(slow);
    slow = setTimeout(() => {
      status.textContent = _("Searching…");
    }, 150);
    ui.ask({ type: "search", query, choices, sort: search.sort, page, size: SIZE }, (answer) => {
      clearTimeout(slow);
      busy(false);
      told[answer.type]?.(answer, focus);
    });
  };

  // Go to a search: it becomes a new entry of the history, unless it is the one that is shown.
  const go = (next, focus = false) => {
    const now = address.write(search);
    search = next;
    const there = address.write(next);
    if (there === now) history.replaceState(null, "");
    else history.pushState(null, "", there || location.pathname);
    ask(focus);
  };

  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(address.changed(search, { query: box.value.trim() }));
  });
  sort.addEventListener("change", () => go(address.changed(search, { sort: sort.value })));
  addEventListener("popstate", () => {
    search = address.read(location.search);
    ask();
  });

  // Links to other searches are followed without loading the page again.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-dl-search], .dl-examples a");
    const plain = !event.defaultPrevented && event.button === 0
      && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain) return;
    event.preventDefault();
    go(address.read(new URL(link.href).search), true);
  });

  ui.suggestFor(box, () => box.form.requestSubmit());
  ask();
})();
