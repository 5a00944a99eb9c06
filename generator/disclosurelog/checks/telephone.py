"""Telephone numbers in a text, told apart from references that look like them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberType

MOBILE, LINE, ORGANISATION = "mobile", "line", "organisation"

#: What could be one: it starts with +, 0 or a bracket, and nothing is glued to either end. A slash,
#: a full stop or a letter at an end makes it a reference: FOI/2024/0123, 01.FOI.22.026317.
_CANDIDATE = re.compile(r"(?<![\w/.,#@-])(?:\+ ?\d|\(\+?\d|0)[\d ().-]{7,22}\d(?![\w/@]|[.,-]\d)")
#: Three, three and four digits, as North America writes them.
_AMERICAN = re.compile(r"(?<![\w/.,#@-])\(?[2-9]\d{2}\)?[ .-]\d{3}[.-]\d{4}(?![\w/@]|[.,-]\d)")
#: A date at the start, or groups of two only, is no telephone number.
_DATE = re.compile(r"\d{1,2}[.-]\d{1,2}[.-](?:19|20)?\d{2}(?!\d)")
_DOTS = re.compile(r"[.]")

_TYPES = {
    PhoneNumberType.MOBILE: MOBILE,
    PhoneNumberType.PAGER: MOBILE,
    PhoneNumberType.PERSONAL_NUMBER: MOBILE,
    PhoneNumberType.FIXED_LINE: LINE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: LINE,
    PhoneNumberType.VOIP: LINE,
}

# Read now, so that a process behind walls need not: the library reads a country when it is asked.
for _country in ("AU", "CA", "GB", "IE", "NZ", "US"):
    PhoneMetadata.metadata_for_region(_country, None)


def telephones(text: str, countries: tuple[str, ...]) -> Iterator[tuple[int, int, str, bool]]:
    """Every number that is valid in one of the countries or says its own.

    Yields:
        Its start and end, its kind (`ORGANISATION` for numbers that only organisations have:
        0300, 0800, 0845 and the like), and whether it is written in groups.
    """
    candidates = list(_CANDIDATE.finditer(text))
    if {"CA", "US"} & set(countries):
        candidates += _AMERICAN.finditer(text)
    for match in candidates:
        written = match[0]
        if _DATE.match(written) or len(_DOTS.findall(written)) > 3:
            continue
        kind = _kind(written, countries)
        if kind is not None:
            grouped = " " in written or "-" in written or written.startswith("+")
            yield match.start(), match.end(), kind, grouped


def _kind(written: str, countries: tuple[str, ...]) -> str | None:
    for country in countries:
        try:
            number = phonenumbers.parse(written, country)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return _TYPES.get(phonenumbers.number_type(number), ORGANISATION)
    return None
