"""A waiver to paste: everything filled in but what a person has to decide and to answer for."""

from __future__ import annotations

from disclosurelog.records import FILL_IN

_INDENT = "    "  # of the fields of a document in record.yaml, as `new` writes them

_TO_WRITE = {
    "reason": "why publication is safe all the same",
    "approved_by": "the role of who decided, never a name",
    "date": "the day of the decision, as 2024-01-31",
}


def waiver_yaml(rule: str, page: int | None, sha256: str, *, first: bool = True) -> str:
    """The lines to paste into `record.yaml`, below the other fields of the file's document.

    Args:
        rule: The check's code.
        page: The page; None for the whole file.
        sha256: Of the file as it was looked at.
        first: Whether the document has no waivers yet: then the line `waivers:` comes too.

    Returns:
        YAML, with a newline at its end. What a person has to write is marked FILL IN, and a
        record that holds such a mark is refused.
    """
    lines = [f"{_INDENT}waivers:"] if first else []
    lines.append(f"{_INDENT}  - rule: {rule}")
    if page is not None:
        lines.append(f"{_INDENT}    page: {page}")
    # Digits alone would be read as a number.
    lines.append(f'{_INDENT}    sha256: "{sha256}"')
    lines += [f'{_INDENT}    {key}: "{FILL_IN}: {what}]"' for key, what in _TO_WRITE.items()]
    return "\n".join(lines) + "\n"
