"""What moved on a page while somebody looked at it, and where to look for the cause."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page

_WATCH = """(() => {
  const name = (node) => {
    const steps = node.nodeType === Node.TEXT_NODE ? ["text"] : [];
    let one = steps.length ? node.parentElement : node;
    for (; one && steps.length < 4; one = one.parentElement) {
      steps.unshift([one.localName + (one.id && `#${one.id}`), ...one.classList].join("."));
    }
    return steps.join(" > ");
  };
  const place = (box) => `${box.x},${box.y} ${box.width}x${box.height}`;
  // A space at the end of a line stands nowhere, and gets its place when a word comes behind it.
  const blank = ({ node }) => node?.nodeType === Node.TEXT_NODE && !node.data.trim();
  self.moved = [];
  const tell = (entries) => {
    for (const { hadRecentInput, startTime, sources, value } of entries) {
      if (hadRecentInput) continue; // somebody asked for it
      const most = 5; // the browser names no more
      if (sources.length && sources.length < most && sources.every(blank)) continue;
      const what = sources.map(({ node, previousRect: was, currentRect: now }) =>
        `${node ? name(node) : "what is gone"} from ${place(was)} to ${place(now)}`);
      moved.push(`${value} at ${Math.round(startTime)} ms: ${what.join("; ")}`);
    }
  };
  const observer = new PerformanceObserver((list) => tell(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  self.lookAgain = () => tell(observer.takeRecords());
})()"""

_SETTLED = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await document.fonts.ready;
  await frame();
  await frame();
  lookAgain();
  return moved;
}"""

_ARRIVE = """async ([offset, step, most]) => {
  const frame = () => new Promise(requestAnimationFrame);
  const html = await (await fetch(location.href)).text();
  const body = html.indexOf("<body");
  const found = [...html.slice(body + 1).matchAll(/<[a-z/]/g)];
  const tags = found.map((one) => body + 1 + one.index);
  const cuts = tags.filter((_, number) => number % step === offset).slice(0, most);
  document.open();
  document.write(html.slice(0, cuts[0]));
  const sheets = () => [...document.querySelectorAll("link[rel=stylesheet]")];
  while (!sheets().every((link) => link.sheet)) await frame();
  await document.fonts.ready;
  await frame();
  for (const [number, cut] of cuts.entries()) {
    document.write(html.slice(cut, cuts[number + 1]));
    await frame();
  }
  document.close();
}"""


def watch(page: Page | BrowserContext) -> None:
    """Note from now on what moves on each page, unless somebody's click or key moved it."""
    page.add_init_script(_WATCH)


def moved(page: Page) -> list[str]:
    """Wait until the next frame has been painted; return what has moved, with its place."""
    found: list[str] = page.evaluate(_SETTLED)
    return found


def arrive(page: Page, *, offset: int = 0, step: int = 1, most: int = 1000) -> None:
    """Let the page come once more, as from a slow network to a slow machine: piece by piece.

    Args:
        page: The page, which is there already, with `watch` before it came.
        offset: The first tag that a piece begins with.
        step: How many tags are in a piece.
        most: After how many pieces the rest comes at once.
    """
    page.evaluate(_ARRIVE, [offset, step, most])
