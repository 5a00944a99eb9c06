"""Laws, their provisions, citations of them, and the time they give."""

from __future__ import annotations

from disclosurelog.law.citations import Citation, format_citation, parse, search_aliases
from disclosurelog.law.clock import Clock, ClockError, ClockEvent, run_clock
from disclosurelog.law.laws import Law
from disclosurelog.law.model import Amendment, ClockRules, Provision, Regulator, Review
from disclosurelog.law.packs import load_laws, load_pack
from disclosurelog.law.statutes import find_laws

__all__ = [
    "Amendment",
    "Citation",
    "Clock",
    "ClockError",
    "ClockEvent",
    "ClockRules",
    "Law",
    "Provision",
    "Regulator",
    "Review",
    "find_laws",
    "format_citation",
    "load_laws",
    "load_pack",
    "parse",
    "run_clock",
    "search_aliases",
]
