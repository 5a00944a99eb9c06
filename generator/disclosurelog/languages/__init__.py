"""The interface in several languages: their catalogues, and the one that is spoken now."""

from disclosurelog.languages.catalogue import Catalogue, catalogue, known
from disclosurelog.languages.markup import MarkupSpeaker
from disclosurelog.languages.speech import _, current, later, ngettext, pgettext, speaking, spoken

__all__ = [
    "Catalogue",
    "MarkupSpeaker",
    "_",
    "catalogue",
    "current",
    "known",
    "later",
    "ngettext",
    "pgettext",
    "speaking",
    "spoken",
]
