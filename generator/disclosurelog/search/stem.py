"""lunr.js's English stemmer.

lunr.py has one of its own that differs in words that end in y: `survey` is `survei` there and
`survey` in lunr.js. The index is asked in the browser, so the browser's has to be followed. A port
of `lib/stemmer.js` of lunr 2.3.9 (MIT licence, Oliver Nightingale), itself Martin Porter's (1980).
"""

from __future__ import annotations

import functools
import re
from typing import Final

_STEP_2: Final = {
    "ational": "ate",
    "tional": "tion",
    "enci": "ence",
    "anci": "ance",
    "izer": "ize",
    "bli": "ble",
    "alli": "al",
    "entli": "ent",
    "eli": "e",
    "ousli": "ous",
    "ization": "ize",
    "ation": "ate",
    "ator": "ate",
    "alism": "al",
    "iveness": "ive",
    "fulness": "ful",
    "ousness": "ous",
    "aliti": "al",
    "iviti": "ive",
    "biliti": "ble",
    "logi": "log",
}
_STEP_3: Final = {
    "icate": "ic",
    "ative": "",
    "alize": "al",
    "iciti": "ic",
    "ical": "ic",
    "ful": "",
    "ness": "",
}
_STEP_4: Final = "al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize"

_C = "[^aeiou][^aeiouy]*"  # a run of consonants
_V = "[aeiouy][aeiou]*"  # a run of vowels

_ONE_OR_MORE = re.compile(f"(?:{_C})?{_V}{_C}")
_EXACTLY_ONE = re.compile(f"(?:{_C})?{_V}{_C}(?:{_V})?")
_TWO_OR_MORE = re.compile(f"(?:{_C})?{_V}{_C}{_V}{_C}")
_VOWEL = re.compile(f"(?:{_C})?[aeiouy]")
_SHORT = re.compile(f"{_C}[aeiouy][^aeiouwxy]")
_DOUBLED = re.compile(r".*([^aeiouylsz])\1", re.DOTALL)

_2 = re.compile(f"(.+?)({'|'.join(_STEP_2)})", re.DOTALL)
_3 = re.compile(f"(.+?)({'|'.join(_STEP_3)})", re.DOTALL)
_4 = re.compile(f"(.+?)({_STEP_4})", re.DOTALL)
_ION = re.compile("(.+?[st])ion", re.DOTALL)


@functools.lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word: `requests` and `requested` give `request`."""
    if len(word) < 3:
        return word
    first = word[0]
    # A capital Y is no vowel to the rules below.
    word = _endings("Y" + word[1:] if first == "y" else word)
    return first + word[1:] if first == "y" else word


def _endings(word: str) -> str:
    word = _participle(_plural(word))
    if len(word) > 2 and word.endswith("y") and word[-2] not in "aeiou":
        word = word[:-1] + "i"
    for pattern, endings in ((_2, _STEP_2), (_3, _STEP_3)):
        found = pattern.fullmatch(word)
        if found and _ONE_OR_MORE.match(found[1]):
            word = found[1] + endings[found[2]]
    found = _4.fullmatch(word) or _ION.fullmatch(word)
    if found and _TWO_OR_MORE.match(found[1]):
        word = found[1]
    return _final(word)


def _plural(word: str) -> str:
    if re.fullmatch(".+?(?:ss|i)es", word, re.DOTALL):
        return word[:-2]
    if re.fullmatch(".+?[^s]s", word, re.DOTALL):
        return word[:-1]
    return word


def _participle(word: str) -> str:
    if len(word) > 3 and word.endswith("eed"):
        return word[:-1] if _ONE_OR_MORE.match(word[:-3]) else word
    ending = next((one for one in ("ed", "ing") if word.endswith(one)), "")
    if not ending or len(word) == len(ending) or not _VOWEL.match(word[: -len(ending)]):
        return word
    word = word[: -len(ending)]
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if _DOUBLED.fullmatch(word):
        return word[:-1]
    return word + "e" if _SHORT.fullmatch(word) else word


def _final(word: str) -> str:
    if len(word) > 1 and word.endswith("e"):
        rest = word[:-1]
        short = _EXACTLY_ONE.fullmatch(rest) and not _SHORT.fullmatch(rest)
        if _TWO_OR_MORE.match(rest) or short:
            word = rest
    return word[:-1] if word.endswith("ll") and _TWO_OR_MORE.match(word) else word
