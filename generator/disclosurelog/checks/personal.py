"""Personal data by its pattern: checksums, labels, and what the authority says.

Everything here works on plain text. Columns are parted by tabs and lines by newlines, which no
number runs over: so a table of figures is not taken for one long number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from stdnum import iban, luhn
from stdnum.gb import nhs

from disclosurelog.checks.policy import Policy
from disclosurelog.checks.telephone import MOBILE, ORGANISATION, telephones
from disclosurelog.checks.vocabulary import words_of


@dataclass(frozen=True, slots=True)
class Match:
    """A place in a text that is personal data by its pattern.

    Attributes:
        kind: What it is, in words.
        start: Its first character.
        end: One past its last.
        strong: Whether a checksum, a label, a full address or a list vouches for it.
    """

    kind: str
    start: int
    end: int
    strong: bool


def find(text: str, policy: Policy) -> list[Match]:
    """Everything in a text that is personal data, in order; what overlaps is told once.

    Args:
        text: A page or a field. A tab parts columns, a newline lines.
        policy: The authority's own contacts, patterns and names.
    """
    allowed = _allowed(policy)
    found = list(_labelled(text))
    if _SIX.search(text):
        found += [match for finder in _NUMBERS for match in finder(text)]
        found += _phones(text, policy.countries)
    if "@" in text:
        found += _emails(text)
    if _INWARD.search(text):
        found += _addresses(text)
    found = [one for one in found if _plain(text[one.start : one.end]) not in allowed]
    found = [one for one in found if not _in_contact(text, one, allowed)]
    found += _own_numbers(text, policy.numbers)
    if policy.people:
        found += _people(text, policy.people)
    return _once(found)


#: Six digits close together: every number with a checksum and every telephone number has them.
_SIX = re.compile(r"\d(?:[ ./()-]{0,2}\d){5}")
#: How every postcode ends.
_INWARD = re.compile(r"\d[ABD-HJLNP-UW-Z]{2}\b")


def _once(found: list[Match]) -> list[Match]:
    """The strong before the weak, the long before the short."""
    kept: list[Match] = []
    for one in sorted(found, key=lambda m: (not m.strong, m.start - m.end, m.start, m.kind)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda m: (m.start, m.end))


# --- The authority's own contacts -----------------------------------------------------------


_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}"  # BS 7666-2, without GIR 0AA
_ANY_POSTCODE = re.compile(rf"\b{_POSTCODE}\b")
_PHONE_LIKE = re.compile(r"[+(]?\d[\d ().-]{6,}\d")
_EMAIL = re.compile(
    r"(?<![\w.+'%-])[A-Za-z0-9][\w.+'%-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}\b"
)


def _plain(value: str) -> str:
    """A contact without what differs between ways to write it."""
    value = value.casefold()
    if "@" in value:
        return value.strip(".,;:<>()")
    plain = re.sub(r"[^a-z0-9]", "", value.replace("+44 (0)", "0").replace("+44", "0"))
    return plain.removeprefix("00440").removeprefix("0044")


@lru_cache(maxsize=4)
def _allowed(policy: Policy) -> frozenset[str]:
    found = set()
    for contact in policy.contacts:
        found.add(_plain(contact))
        for pattern in (_EMAIL, _ANY_POSTCODE, _PHONE_LIKE):
            found |= {_plain(match[0]) for match in pattern.finditer(contact)}
    return frozenset(found)


def _in_contact(text: str, one: Match, allowed: frozenset[str]) -> bool:
    """Whether an address ends in the authority's own postcode."""
    if one.kind != ADDRESS:
        return False
    postcode = list(_ANY_POSTCODE.finditer(text[one.start : one.end]))
    return bool(postcode) and _plain(postcode[-1][0]) in allowed


# --- Numbers with a checksum ----------------------------------------------------------------

#: HMRC, National Insurance Manual NIM39110: the letters that are given out, and never these pairs.
_NI = re.compile(
    r"(?<![A-Za-z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"(?:[ -]?\d{2}){3}[ -]?[A-D](?![A-Za-z0-9])"
)
#: NHS Data Dictionary, NHS NUMBER: ten digits, the last a check digit modulo 11.
_NHS = re.compile(r"(?<![\w./-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w/]|[.-]\d)")
_NHS_LABEL = re.compile(r"\b(?:NHS|CHI|H ?& ?C)\b.{0,12}?\b(?:no|num|number|id)\b", re.IGNORECASE)
#: ISO 13616: a country, two check digits modulo 97, up to 30 characters.
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
#: ISO/IEC 7812: the check digit after Luhn. Visa, Mastercard, American Express, Maestro, Discover.
_CARD = re.compile(
    r"(?<![\w./-])(?:[3-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}|3[47]\d{2}([ -])\d{6}\2\d{5}"
    r"|(?:4\d{15}|5[1-5]\d{14}|3[47]\d{13}))(?![\w/]|[.-]\d)"
)
_CARD_LABEL = re.compile(r"\bcard\b", re.IGNORECASE)


def _national_insurance(text: str) -> Iterator[Match]:
    for match in _NI.finditer(text):
        yield Match("a National Insurance number", match.start(), match.end(), True)


def _nhs_numbers(text: str) -> Iterator[Match]:
    candidates = list(_NHS.finditer(text))
    labelled = bool(candidates) and _NHS_LABEL.search(text) is not None
    for match in candidates:
        # Ten digits in a row with no word for them are some case number, one time in eleven.
        if (labelled or match[1]) and match[0][0] != "0" and nhs.is_valid(match[0]):
            yield Match("an NHS number", match.start(), match.end(), labelled)


def _ibans(text: str) -> Iterator[Match]:
    for match in _IBAN.finditer(text):
        # Words in capitals may stand after the number: take the longest part that is one.
        pieces = match[0].split(" ")
        for count in range(len(pieces), 0, -1):
            part = " ".join(pieces[:count])
            if iban.is_valid(part):
                start = match.start()
                yield Match("a bank account (IBAN)", start, start + len(part), True)
                break


def _cards(text: str) -> Iterator[Match]:
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if luhn.is_valid(digits) and len(set(digits)) > 1:
            grouped = match[1] is not None or match[2] is not None
            strong = grouped or _before(text, match.start(), _CARD_LABEL)
            yield Match("a payment card number", match.start(), match.end(), strong)


# --- Numbers known by their label or their shape --------------------------------------------

_SORT = re.compile(
    r"(?<![\w./-])\d{2}([- ])\d{2}\1\d{2}(?![\w/-])\W{1,4}(?:[A-Za-z.]+\W{1,3}){0,4}(?<!\d)\d{8}\b"
)
_SORT_LABEL = re.compile(r"\bsort[ -]?code\b|\baccount\b|\ba/c\b|\bbank\b", re.IGNORECASE)
_SORT_ALONE = re.compile(
    r"\bsort[ -]?code\W{1,4}(\d{2}[- ]?\d{2}[- ]?\d{2})\b[\s\S]{0,60}?(?<!\d)\d{8}\b", re.IGNORECASE
)
_ACCOUNT_FIRST = re.compile(
    r"\baccount(?: (?:no|number))?\W{1,4}\d{8}\b[\s\S]{0,60}?(?<!\d)\d{2}[- ]\d{2}[- ]\d{2}\b",
    re.IGNORECASE,
)
_PASSPORT = re.compile(
    r"\bpassport(?:\s+(?:no\.?|num(?:ber)?\.?|#))?[\s:.#-]{1,4}(?:is )?"
    r"([A-Z]{1,2}\d{6,8}|\d{9})\b",
    re.IGNORECASE,
)
_COLLAR = re.compile(
    r"\b(?:collar|warrant|shoulder|epaulette)\s+(?:card\s+)?(?:no\.?|num(?:ber)?\.?|#)"
    r"[\s:.#-]{0,3}(?:is )?([A-Z]{0,3} ?\d{2,7}[A-Z]?)\b",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"\b(?:PC|WPC|PS|DC|DS|PCSO|Con|Sgt|Constable|Sergeant) ?(\d{3,5})\b(?![/.,-]\d)"
)
#: Registration since 2001 (area, age, three letters), and by its label the marks before it.
_PLATE = re.compile(r"\b[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[1-7]\d) ?[A-HJ-PR-Z]{3}\b")
_PLATE_LABEL = re.compile(
    r"\b(?:VRM|VRN|registration(?: (?:mark|number|plate))?|reg(?:\.|istered)? (?:no\.?|number)|"
    r"number plate)[\s:.#-]{1,3}([A-Z]{1,3} ?\d{1,4}(?: ?[A-Z]{1,3})?|\d{1,4} ?[A-Z]{1,3})\b",
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = (
    rf"(?:\d{{1,2}}[./ -]\d{{1,2}}[./ -](?:19|20)?\d{{2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? (?:19|20)?\d{{2}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}}|(?:19|20)\d{{2}}-\d{{2}}-\d{{2}})"
)
_BIRTH = re.compile(
    rf"\b(?:date of birth|d\.? ?o\.? ?b\b\.?|birth ?date)(?: is| was)?[\s:.(-]{{0,6}}{_DATE}\b",
    re.IGNORECASE,
)
_BORN = re.compile(rf"\bborn(?: on)?(?: the)?[\s:(]{{1,3}}{_DATE}\b", re.IGNORECASE)


COLLAR = "a collar or warrant number"


def _labelled(text: str) -> Iterator[Match]:
    lower = text.lower()
    for words, pattern, kind, strong in (
        (("passport",), _PASSPORT, "a passport number", True),
        (("collar", "warrant", "shoulder", "epaulette"), _COLLAR, COLLAR, True),
        (("c", "p", "sgt", "serg", "con"), _RANK, "an officer's rank with a number", False),
        (("",), _PLATE, "a vehicle registration", False),
        (("vrm", "vrn", "reg", "plate"), _PLATE_LABEL, "a vehicle registration", False),
        (("birth", "dob", "d.o", "d o"), _BIRTH, "a date of birth", True),
        (("born",), _BORN, "a date on which somebody was born", False),
    ):
        if not any(word in lower for word in words):
            continue
        for match in pattern.finditer(text):
            at = 1 if pattern.groups else 0
            yield Match(kind, match.start(at), match.end(at), strong)


def _accounts(text: str) -> Iterator[Match]:
    kind = "a sort code with its account"
    lower = text.lower()
    for word, pattern in (("sort", _SORT_ALONE), ("account", _ACCOUNT_FIRST)):
        for match in pattern.finditer(text) if word in lower else ():
            yield Match(kind, match.start(), match.end(), True)
    for match in _SORT.finditer(text):
        yield Match(kind, match.start(), match.end(), _before(text, match.start(), _SORT_LABEL))


# --- Addresses ------------------------------------------------------------------------------

ADDRESS = "an address with its house number and postcode"

_STREET = (
    r"(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|way|court|crescent|place|terrace|gardens?|"
    r"grove|hill|park|row|square|walk|mews|view|rise|green|parade|villas?|cottages?|fields?|"
    r"boulevard|gate|bank|brae|wynd|quay)"
)
_ADDRESS = re.compile(
    rf"\b\d{{1,4}}[A-Za-z]?,? (?:[A-Z][\w'.-]*,? ){{1,4}}(?i:{_STREET})\b"
    rf"[^\d\t]{{0,80}}?\b{_POSTCODE}\b"
)
_HOME = re.compile(
    r"\b(?:home|private|residential|personal) address\b"
    r"|\b(?:lives?|lived|living|resid\w+) (?:at|in|of)\b"
    r"|\baddress:|(?:^|\n|[ \t])(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? [A-Z]",
)

_PRIVATE_HOSTS = frozenset(
    """aol.com btinternet.com gmail.com gmx.com googlemail.com hotmail.co.uk hotmail.com icloud.com
    live.co.uk live.com mac.com me.com msn.com ntlworld.com outlook.com proton.me protonmail.com
    sky.com talktalk.net virginmedia.com yahoo.co.uk yahoo.com""".split()  # noqa: SIM905
)
_ROLES = frozenset(
    """accounts admin adviceline advice appeals archive archives bookings business callcentre
    casework ceo chief citizen clerk comms communications complaints consultation contact contacts
    contracts corporate council customer customers data desk disclosure disclosures dpo elections
    email engagement enquiries enquiry example events feedback finance foi foia foiateam freedom
    gdpr general governance headoffice hello help helpdesk helpline hr info information inquiries
    ir jobs legal letters library licensing mail mailbox marketing media membership news newsroom
    noreply office online operations parking payroll planning police policy post postmaster press
    pressoffice procurement public publications records recruitment register registrar registry
    request requests reservations review reviews sales secretariat security service services sos
    standards statistics support team tenders traffic training transparency tribunal unit webmaster
    website welfare""".split()  # noqa: SIM905
)


def _emails(text: str) -> Iterator[Match]:
    for match in _EMAIL.finditer(text):
        local, _, host = match[0].casefold().partition("@")
        parts = [part for part in re.split(r"[._+'%-]|\d+", local) if part]
        private = host in _PRIVATE_HOSTS
        if not private and any(part in _ROLES for part in parts):
            continue
        person = private or len(parts) > 1 or any(map(str.isdigit, local))
        yield Match("a person's e-mail address", match.start(), match.end(), person)


def _addresses(text: str) -> Iterator[Match]:
    for match in _ADDRESS.finditer(text):
        strong = _before(text, match.start(), _HOME, 80)
        yield Match(ADDRESS, match.start(), match.end(), strong)


def _before(text: str, at: int, label: re.Pattern[str], most: int = 40) -> bool:
    return label.search(text, max(0, at - most), at) is not None


# --- Telephones, and what the authority says ------------------------------------------------

_PHONE_LABEL = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|cell|call(?:ed)?|ring|rang|home|contact)\b", re.IGNORECASE
)


def _phones(text: str, countries: tuple[str, ...]) -> Iterator[Match]:
    for start, end, kind, grouped in telephones(text, countries):
        if kind == ORGANISATION:
            continue
        labelled = _before(text, start, _PHONE_LABEL, 25)
        strong = kind == MOBILE and (grouped or labelled)
        what = "a mobile telephone number" if kind == MOBILE else "a telephone number"
        yield Match(what, start, end, strong)


def _own_numbers(text: str, numbers: tuple[tuple[str, str], ...]) -> Iterator[Match]:
    for name, pattern in numbers:
        for match in re.finditer(pattern, text):
            if match.end() > match.start():
                # The name is the authority's own word for its numbers, and no number itself.
                yield Match(f"a number of the kind “{name}”", match.start(), match.end(), True)


_TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


@lru_cache(maxsize=4)
def _names(people: tuple[str, ...]) -> tuple[frozenset[tuple[str, ...]], tuple[int, ...]]:
    names: set[tuple[str, ...]] = set()
    for person in people:
        words = tuple(words_of(person))
        if words:
            names |= {words, (words[-1], *words[:-1])}
    return frozenset(names), tuple(sorted({len(name) for name in names}))


def _people(text: str, people: tuple[str, ...]) -> Iterator[Match]:
    names, lengths = _names(people)
    tokens = [(match.start(), match.end(), words_of(match[0])) for match in _TOKEN.finditer(text)]
    spread = [(start, end, word) for start, end, words in tokens for word in words]
    words = [word for _, _, word in spread]
    for length in lengths:
        for at in range(len(words) - length + 1):
            if tuple(words[at : at + length]) in names:
                start, end = spread[at][0], spread[at + length - 1][1]
                yield Match("a name on the authority's list", start, end, True)


_NUMBERS: tuple[Callable[[str], Iterator[Match]], ...] = (
    _national_insurance,
    _nhs_numbers,
    _ibans,
    _cards,
    _accounts,
)
