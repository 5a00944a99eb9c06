"""Telling whether a value of metadata names a person, a login, an organisation or a program."""

from __future__ import annotations

import re
from enum import Enum


class Names(Enum):
    """What a value names."""

    NOTHING = "nothing"
    PROGRAM = "a program"
    ORGANISATION = "an organisation"
    PERSON = "a person"
    LOGIN = "a login"
    UNKNOWN = "unknown"


#: Ways in which a login, an address or a person's folder shows in a path or a name.
_LOGIN = re.compile(
    r"[A-Za-z]:[\\/](?:users|documents and settings|winnt[\\/]profiles)[\\/][^\\/\s]+"
    r"|(?:^|[\s\"'(=:])/(?:home|users|export/home)/[^/\s]+"
    r"|file:/+\S*/(?:home|users)/[^/\s]+"
    r"|\\\\[\w.$-]+\\[^\s\\]+"
    r"|(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|^[A-Z][A-Z0-9-]{1,14}\\[\w.-]+$",
    re.IGNORECASE,
)

#: Ways that lead to a share or a disk.
_SHARE = re.compile(r"\\\\[\w.$-]+[\\/]|^(?:file:|[A-Za-z]:[\\/])", re.IGNORECASE)

#: A login by its look: initials and a name, a name and a number, first.last, collar numbers.
_LOGIN_LOOK = re.compile(
    r"[a-z]{2,}\d{1,6}|[a-z]{1,3}\d{3,8}|[a-z]{3,}[._][a-z]{2,}|[a-z]{5,}", re.ASCII
)

#: Words by which an organisation is known. Lower case, whole words.
_ORGANISATION = frozenset(
    """academy administration agency archive archives association authority board borough
    branch bureau bv cabinet center central centre charity circuit city civil college
    commission commissioner committee communications community company constabulary
    corporate corporation council county court crown data department dept desk development
    directorate disclosure district division eastern education emergency enforcement
    environment estates executive federal finance fire foi foia force foundation fund gmbh
    governance government group health highways home hospital housing inc information
    inspectorate institute intelligence justice laboratory legal library limited llc llp
    local ltd management ministry municipal museum national nhs northern ofcom office ofgem
    ofsted operations org organisation organization parish park parliament partnership
    performance planning plc police policing prison probation procurement professional
    public publications records region regional registry regulator request requests rescue
    research royal safety school science secretariat security service services society
    southern staff standards state statistics support systems team transport treasury
    tribunal trust unit university welsh western""".split()  # noqa: SIM905
)

#: Words by which a program, a device or a format is known.
_PROGRAM = frozenset(
    """abbyy acrobat adobe aspose bluebeam bullzip cairo calibre canon chrome chromium citrix
    clearscan convert converter copier cups cutepdf distiller doc docusign docx dompdf
    driver eclipse epson excel finereader firefox foxit fpdf framework gdpicture ghostscript
    gimp gnu google hp http illustrator ilovepdf impress indesign inkscape ios iphone itext
    jasperreports java kodak konica kyocera latex lexmark libreoffice livecycle lotus mac
    macos mfp microsoft minolta ms net nitro nuance office omnipage openoffice oracle os
    outlook pdf pdfcreator pdfium pdfkit pdflatex pdflib pdfmaker pdfservlet pdfsharp pdftk
    phantompdf photoshop plug plugin poppler postscript powerpoint printer printing
    publisher pypdf python qpdf qt quark quarkxpress quartz reportlab ricoh samsung scan
    scanner scansnap server servlet sharepoint skia smallpdf software tcpdf tex tool toolkit
    toshiba visio weasyprint windows wkhtmltopdf word wordpress writer xep xerox xpress""".split()  # noqa: SIM905
)

#: What fields hold when nobody is meant.
_NOBODY = frozenset(
    """admin administrator anonymous author default guest local na n/a nil nobody none null owner
    root sysadmin system temp test tbc unknown unspecified untitled user username""".split()  # noqa: SIM905
)

_TITLE = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord|lady|cllr|councillor|pc|pcso|dc|ds|di|"
    r"dci|sgt|sergeant|insp|inspector|supt|cpl|capt|col|maj|lt|rev)\.?\s+\S",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:[^\W\d_][^\W\d_'\u2019-]*\.?|[^\W\d_]+(?:['\u2019-][^\W\d_]+)+)(?:,)?")
_TOKENS = re.compile(r"[^\W\d_]+")
_EMPTY = re.compile(
    r"[\W\d_]*|(?:uuid:|urn:|xmp\.?[id]{2}:|adobe:)?[0-9a-f-]{16,}|true|false"
    r"|(?:D:)?\d{4,}[\dTZ:+.'-]*|\d+(?:\.\d+)*\s*(?:dpi|px|pt|mm|kb|mb)?",
    re.IGNORECASE,
)

#: The most words that a person's name has here: more is a sentence.
_LONGEST_NAME = 4

#: Capitals of up to this many letters are an acronym; more are a login in capitals.
_ACRONYM = 5


def holds_login(value: str) -> bool:
    """Whether a login, an address or a person's folder shows in a value."""
    return _LOGIN.search(value) is not None


def logins(value: str) -> list[str]:
    """The addresses, logins and paths through somebody's folder that a value holds."""
    return [match[0] for match in _LOGIN.finditer(value)]


def holds_share(value: str) -> bool:
    """Whether a value leads to a share, a disk or somebody's folder, and not to the web."""
    return _SHARE.search(value) is not None


def names(value: str) -> Names:
    """What a value names, judged by its words.

    A value with a word of an organisation or of a program names that, unless a login shows in
    it. Up to four words that could each be a name are a person. So is one alone.
    """
    value = " ".join(value.split())
    if holds_login(value):
        return Names.LOGIN
    if _EMPTY.fullmatch(value) or value.casefold().strip("()[]<>-") in _NOBODY:
        return Names.NOTHING
    tokens = [token.casefold() for token in _TOKENS.findall(value)]
    if _TITLE.match(value):
        return Names.PERSON
    if any(token in _PROGRAM for token in tokens):
        return Names.PROGRAM
    if any(token in _ORGANISATION for token in tokens):
        return Names.ORGANISATION
    parts = value.split(" ")
    if len(parts) == 1:
        return _one(value)
    if len(parts) <= _LONGEST_NAME and all(_NAME.fullmatch(part) for part in parts):
        return Names.PERSON
    return Names.UNKNOWN


def _one(value: str) -> Names:
    if value.isupper() and value.isalpha() and len(value) <= _ACRONYM:
        return Names.ORGANISATION
    if _LOGIN_LOOK.fullmatch(value) or (value.isupper() and value.isalpha()):
        return Names.LOGIN
    return Names.PERSON if _NAME.fullmatch(value) else Names.UNKNOWN
