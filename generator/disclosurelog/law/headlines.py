"""The rule that people speak of: section 31 for section 31(1)(a)."""

from __future__ import annotations

from typing import Final

from disclosurelog.law.laws import Law

HEADLINE_DEPTH: Final = {"section": 1, "regulation": 3, "exemption": 2}
"""How many parts of its number name the rule people speak of: section 31, regulation 12(5)(b),
exemption (b)(7). Deeper parts are grouped under it."""

LONG_HEADLINES: Final = {"nz-oia-1982": 3}
"""Laws whose sections are lists of unlike reasons: OIA sections 6, 9 and 18 each hold a dozen."""


def headline(law: Law, provision: str) -> str:
    """Return the rule that people speak of: section 31 for section 31(1)(a)."""
    chain = [*reversed(law.ancestors(provision)), provision]
    depth = LONG_HEADLINES.get(law.id, HEADLINE_DEPTH[law.unit])
    return chain[min(depth, len(chain)) - 1]
