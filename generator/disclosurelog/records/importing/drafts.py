"""What rows say of a record before it is checked; several rows of one request as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from disclosurelog.errors import DisclosureLogError

LEFT_OUT = "left out"


class Misfit(DisclosureLogError):
    """A row that cannot be taken.

    Args:
        field: The part of the record, or of the mapping, that it fails at.
        what: What is wrong. Never holds what a cell says.
        detail: More of it, for the list of rejected rows alone.
    """

    def __init__(self, field: str, what: str, detail: str = "") -> None:
        self.detail, self.left_out = detail, field == LEFT_OUT
        super().__init__(f"{field}: {what}" if field else what)


@dataclass(frozen=True, slots=True)
class Draft:
    """What one row, or several of one request, say of a record.

    Attributes:
        fields: The record's fields, in the order in which they are written.
        files: The names of its files in the record, each with its name in the folder.
    """

    fields: dict[str, object]
    files: dict[str, str]

    @property
    def reference(self) -> str:
        """The record's reference."""
        return str(self.fields["reference"])


def joined(drafts: Iterable[Draft]) -> Draft:
    """Return several rows of one request as one record.

    Their texts are put one below the other, their citations, documents and topics together; title
    and summary are the first row's.

    Raises:
        Misfit: They differ in anything else, so that nobody can tell which is right.
    """
    first, *others = drafts
    fields, files = dict(first.fields), dict(first.files)
    for other in others:
        for name, value in other.fields.items():
            known = fields[name]
            if name in {"request", "response"}:
                fields[name] = _below(known, value)
            elif name in {"citations", "documents", "topics", "earlier_references"}:
                fields[name] = _together(known, value)
            elif name in {"refusal_notice"}:
                fields[name] = known or value
            elif value != known and name not in {"title", "summary"}:
                raise Misfit(name, "the rows of this request differ")
        for name, source in other.files.items():
            if files.setdefault(name, source) != source:
                raise Misfit("documents", "two files would have one name")
    return Draft(fields, files)


def _below(known: object, value: object) -> object:
    assert isinstance(known, dict)
    assert isinstance(value, dict)
    texts = known["text"].split("\n\n")
    text = known["text"] if value["text"] in {known["text"], *texts} else None
    return {"text": text or f"{known['text']}\n\n{value['text']}"}


def _together(known: object, value: object) -> object:
    assert isinstance(known, list | tuple)
    assert isinstance(value, list | tuple)
    return [*known, *(one for one in value if one not in known)]
