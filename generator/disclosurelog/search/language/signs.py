"""The marks of the language, as patterns. `query.js` has the same."""

from __future__ import annotations

import re
from typing import Final

# White space, and the invisible marks that turn the direction of writing.
WHITE: Final = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u205f"
    "\u2066\u2067\u2068\u2069\u3000\ufeff"
)
_SPACE = WHITE
QUOTES: Final = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02'
_STOP = f"{_SPACE}{QUOTES}()|"

SPACES: Final = re.compile(f"[{_SPACE}]+")
QUOTE: Final = re.compile(f"[{QUOTES}]")
CHUNK: Final = re.compile(f"[^{_STOP}]+")
ALONE: Final = re.compile(f"[{_SPACE}]*([^{_STOP}]+)[{_SPACE}]*")
OR: Final = re.compile(rf"\|+|OR(?=[{_STOP}]|$)")
AND: Final = re.compile(rf"AND(?=[{_STOP}]|$)")
NOT: Final = re.compile(rf"NOT(?=[{_STOP}]|$)")
SIGNS: Final = re.compile(rf"[-!+\u2212]+(?=[^{_SPACE})|])")
NAME: Final = re.compile("([A-Za-z][A-Za-z-]*):")
RANGE: Final = re.compile(
    rf"(?:[<>\u2264\u2265]=?|=)?[{_SPACE}]*[^{_STOP}]+"
    rf"(?:[{_SPACE}]+(?:\.\.+|\u2026)[{_SPACE}]*[^{_STOP}]+|(?<=\.\.)[{_SPACE}]+[0-9][^{_STOP}]*)?"
)
"""A date, a year or a number: `>20`, `2022..2024`, `2022 .. 2024`."""


def _either_case(pattern: str) -> str:
    # Not (?i:...): it takes a dotless i and a long s too, and JavaScript has no such group.
    return re.sub("[a-z]", lambda found: f"[{found[0].upper()}{found[0]}]", pattern)


_ANY = "[^\\W_]"
# How laws number: the words of all packs. A citation of another kind goes in quotes.
_UNITS = _either_case(
    "sections?|sect|secs?|ss?|adrannau|adran|ailt|alt|regulations?|regs?|rr?|rheoliadau|rheoliad"
    "|paragraph|para|exemptions?|exclusions?|exempt|exs?"
)
_UNIT = rf"(?:(?:{_UNITS})(?![^\W\d_])\.?[{_SPACE}]*|§+[{_SPACE}]*)"
_NUMBER = rf"[0-9]{{1,3}}[A-Za-z]{{0,2}}(?!{_ANY})"
_PART = (
    rf"\([{_SPACE}]?(?:[0-9]{{1,3}}[{_SPACE}]?[A-Za-z]{{0,2}}|[A-Za-z]{{1,2}}|[ivxlIVXL]{{1,5}})"
    rf"[{_SPACE}]?\)"
)
_PARTS = rf"(?:[{_SPACE}]*{_PART})*"
_NUMBERED = f"{_NUMBER}{_PARTS}"
_BRACKETED = rf"[A-Za-z]?{_PART}{_PARTS}"
_ITEM = rf"(?:{_NUMBERED}|{_BRACKETED}|[A-Za-z][0-9]{{1,2}}(?!{_ANY}){_PARTS})"
_JOIN = (
    rf"(?:[{_SPACE}]*[&,;/][{_SPACE}]*(?:and[{_SPACE}]+|or[{_SPACE}]+)?|[-\u2010-\u2015\u2212]"
    rf"|[{_SPACE}]+(?:[-\u2010-\u2015\u2212]|and|or|plus|with|to|through|hyd|ac|neu|by virtue of"
    rf"|read with|in conjunction with)[{_SPACE}]+|[{_SPACE}]+(?=§|[Ss]ections?[{_SPACE}]))"
)
_SHORT = (
    rf"(?:(?:{_either_case('uk|us|eu|scottish')})[{_SPACE}]+)?"
    rf"(?:{_either_case('foia|foisa|foi act|foi|eirs?|eisrs?|oia')})"
    rf"(?:[{_SPACE}]+(?:19|20)[0-9]{{2}})?(?!{_ANY})"
)
_LONG = (
    rf"(?:[A-Z(][A-Za-z()]*[{_SPACE}]+(?:of[{_SPACE}]+|and[{_SPACE}]+)?){{1,8}}"
    rf"(?:Act|Regulations)(?:[{_SPACE}]+(?:19|20)[0-9]{{2}})?(?!{_ANY})"
)
_BEFORE = rf"(?:{_SHORT}[,:]?[{_SPACE}]+)?"
_AFTER = rf"(?:[{_SPACE}]+(?:(?:of|under)[{_SPACE}]+)?(?:the[{_SPACE}]+)?(?:{_SHORT}|{_LONG}))?"
# What follows must not go on with the same word: `s12/2022` is a reference, `40(2)b` no citation.
_END = rf"(?!{_ANY}|[_/\\(-]|[.:]{_ANY})"
_LIST = rf"(?:{_JOIN}{_UNIT}?{_ITEM})*"
# Where nobody said that it is a citation, "section 31 and 40 officers" goes on only to the 31.
_COUNTED = rf"[{_SPACE}]+(?!(?:and|or|plus|to)[{_SPACE}])[^\W\d_]"
_SURE = (
    rf"(?:{_NUMBER}(?:(?:[{_SPACE}]*{_PART})+|(?!{_COUNTED}))|{_BRACKETED}"
    rf"|[A-Za-z][0-9]{{1,2}}(?!{_ANY}){_PARTS})"
)
_SURE_LIST = rf"(?:{_JOIN}(?:{_UNIT}{_ITEM}|{_SURE}))*"

CITED: Final = re.compile(f"{_BEFORE}{_UNIT}?{_ITEM}{_LIST}{_AFTER}{_END}")
"""A citation after `exemption:`."""
BARE: Final = re.compile(
    rf"{_BEFORE}(?:{_UNIT}(?:{_NUMBERED}|{_BRACKETED})|{_NUMBER}{_PART}{_PARTS}"
    rf"|(?:\([A-Za-z]\)|[A-Za-z])\([0-9]{{1,2}}\){_PARTS}){_SURE_LIST}{_AFTER}{_END}"
)
"""A citation that stands alone."""
