"""Collects figures, prints them as they come, and says which missed its limit."""

from __future__ import annotations


class Report:
    """The figures of one run."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str]] = []
        self.missed: list[str] = []

    def line(
        self,
        what: str,
        value: float,
        unit: str,
        *,
        at_most: float | None = None,
        at_least: float | None = None,
    ) -> None:
        """Add a figure; a limit that it misses is remembered."""
        bound = ""
        if at_most is not None:
            bound = f"at most {at_most:g}"
        if at_least is not None:
            bound = f"at least {at_least:g}"
        met = (at_most is None or value <= at_most) and (at_least is None or value >= at_least)
        if not met:
            self.missed.append(what)
        whole = isinstance(value, int) or value >= 10
        shown = f"{value:,.0f}" if whole else f"{value:,.3f}"
        verdict = "" if not bound else ("met" if met else "MISSED")
        self.rows.append((what, f"{shown} {unit}".strip(), f"{bound} {verdict}".strip()))
        print(f"{what:66} {shown:>12} {unit:3} {bound} {verdict}", flush=True)

    def table(self) -> str:
        """Return the figures as a Markdown table."""
        rows = "\n".join(f"| {' | '.join(row)} |" for row in self.rows)
        return f"| what | figure | asked |\n| --- | --- | --- |\n{rows}\n"
