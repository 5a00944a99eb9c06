"""What a reader's browser loads and how long its worker takes, over a gzip server on loopback."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from chromium import chromium
from searchserver import Server, serving

HEADERS = 250
"""Bytes of a response's head, as nginx sends it: counted with every file."""

FIRST = """
new MutationObserver((_, watching) => {
  if (!document.querySelector(".dl-found > li")) return;
  self.firstResult = Date.now();
  watching.disconnect();
}).observe(document, {childList: true, subtree: true});
"""

ASK = """async ([query, times]) => {
  const worker = new Worker("/assets/search/worker.js");
  const ask = (message, until) => new Promise((done) => {
    worker.onmessage = ({data}) => { if (data.type === until) done(data); };
    worker.postMessage(message);
  });
  const asked = {type: "search", query, choices: {}, sort: "relevance", page: 1, size: 10};
  const found = [];
  for (let id = 1; id <= times; id++) {
    await ask({...asked, id}, "facets");
    found.push((await ask({id, type: "timing"}, "timing")).times);
  }
  worker.terminate();
  return found;
}"""

RIVAL = b"""<!doctype html><title>Pagefind</title><ol></ol><script type="module">
const pagefind = await import("/pagefind/pagefind.js");
const found = await pagefind.search(new URLSearchParams(location.search).get("q"));
const shown = await Promise.all(found.results.slice(0, 10).map((one) => one.data()));
for (const one of shown) {
  const line = document.createElement("li");
  line.textContent = one.excerpt;
  document.querySelector("ol").append(line);
}
document.body.dataset.done = "yes";
</script>"""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Bytes over the wire until the first results stood there, and until all was loaded."""

    first: int
    whole: int


def loads(site: Path, queries: Sequence[str]) -> list[Loaded]:
    """For each query, a browser that knows nothing opens the search page with it."""
    found = []
    with serving(site, "default-src 'self'") as server, chromium() as browser:
        for query in queries:
            server.asked.clear()
            server.sent.clear()
            context = browser.new_context()
            page = context.new_page()
            page.add_init_script(FIRST)
            page.goto(f"{server.address}/search/?q={query.replace(' ', '+')}")
            page.wait_for_selector(".dl-found > li", timeout=120_000)
            page.wait_for_selector(".dl-found[aria-busy=false]", state="attached", timeout=120_000)
            page.wait_for_load_state("networkidle")
            shown = page.evaluate("firstResult") / 1000
            before = sum(
                size + HEADERS
                for (_, size), sent in zip(server.asked, server.sent, strict=True)
                if sent <= shown
            )
            found.append(Loaded(before, _bytes(server)))
            context.close()
    return found


def further(site: Path, query: str, more: Sequence[str]) -> list[int]:
    """The bytes that each further term costs, of postings and directories alone."""
    found = []
    with serving(site, "default-src 'self'") as server, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{server.address}/search/?q={query.replace(' ', '+')}")
        page.wait_for_selector(".dl-found > li", timeout=120_000)
        page.wait_for_load_state("networkidle")
        for term in more:
            server.asked.clear()
            box = page.locator("#search-query")
            box.fill(f"{query} {term}")
            box.press("Enter")
            page.wait_for_timeout(300)
            page.wait_for_load_state("networkidle")
            words = [
                (uri, size)
                for uri, size in server.asked
                if "/postings/" in uri or "/leaves/" in uri
            ]
            found.append(sum(size + HEADERS for _, size in words))
    return found


def worker_times(site: Path, query: str, times: int = 12) -> list[dict[str, float]]:
    """Milliseconds of each step of a query that is asked again and again of one worker."""
    with serving(site, "default-src 'self'") as server, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{server.address}/search/")
        asked: Any = page.evaluate(ASK, [query, times])
    return list(asked)


def rival_loads(site: Path, queries: Sequence[str]) -> list[int]:
    """The bytes that Pagefind loads for its first ten results."""
    (site / "rival.html").write_bytes(RIVAL)
    found = []
    with serving(site, "") as server, chromium() as browser:
        for query in queries:
            server.asked.clear()
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{server.address}/rival.html?q={query.replace(' ', '+')}")
            page.wait_for_selector("body[data-done]", state="attached", timeout=120_000)
            found.append(_bytes(server))
            context.close()
    return found


def _bytes(server: Server) -> int:
    return sum(size + HEADERS for _, size in list(server.asked))
