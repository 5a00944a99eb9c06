"""The columns of each table: one list makes the CSV, its schema, the database and its metadata."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from disclosurelog.languages import later

Kind = Literal["string", "integer", "boolean", "date"]
Value = str | int | bool | None
"""A cell. Days are written 2024-01-31; None is an empty cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: Its name.
        says: What it holds, for people.
        kind: The type of its values, as Table Schema names it.
        needed: Whether no row leaves it empty.
        refers: The table whose key it holds; empty for none.
    """

    name: str
    says: str
    kind: Kind = "string"
    needed: bool = False
    refers: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `key` names the columns that no two rows have in common."""

    name: str
    title: str
    says: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


_RECORD = Column("record", "The record: `record` in the table records.", "string", True, "records")

RECORDS: Final = Table(
    "records",
    later("Responses"),
    later(
        "One row a response. Of a withdrawn one, its reference, its dates and the reason are left."
    ),
    ("record",),
    (
        Column("record", "The last part of the record's address.", needed=True),
        Column("url", "The record's page.", needed=True),
        Column("reference", "The authority's own reference.", needed=True),
        Column("earlier_references", "References the request had before; '; ' parts them."),
        Column("status", "published or withdrawn.", needed=True),
        Column("title", "What the response is about."),
        Column("summary", "What was asked and what was decided."),
        Column("authority", "The body that answered."),
        Column("department", "The part of the authority that answered."),
        Column("topics", "Subjects; '; ' parts them."),
        Column("language", "The language of the record, as BCP 47 tags it."),
        Column("laws", "The ids of the laws it was handled under; '; ' parts them."),
        Column("received", "The day the request arrived.", "date", True),
        Column("responded", "The day the response was sent.", "date", True),
        Column("published", "The day the record was published.", "date", True),
        Column("updated", "The day the record last changed.", "date"),
        Column("due", "The last day for the answer, extensions included.", "date"),
        Column("limit", "The time allowed, in `unit`.", "integer"),
        Column("taken", "The time used, in `unit`.", "integer"),
        Column("unit", "working-days or calendar-days."),
        Column("timeliness", "in time, extended (in time thanks to it) or late; or not known."),
        Column("outcome", "What was decided."),
        Column("citations", "How many provisions were applied.", "integer"),
        Column("documents", "How many files are published with it.", "integer"),
        Column("review_requested", "The day an internal review was asked for.", "date"),
        Column("review_decided", "The day the review ended.", "date"),
        Column("review_outcome", "What became of the decision at the review."),
        Column("regulator_date", "The day of the regulator's decision.", "date"),
        Column("regulator_reference", "The regulator's reference."),
        Column("regulator_outcome", "What became of the decision at the regulator."),
        Column("tribunal_date", "The day of the tribunal's decision.", "date"),
        Column("tribunal_reference", "The tribunal's reference."),
        Column("tribunal_outcome", "What became of the decision at the tribunal."),
        Column("licence", "The licence it may be used under."),
        Column("sensitive", "Whether the subject may distress a reader.", "boolean"),
        Column("noindex", "Whether search engines are asked to leave it out.", "boolean"),
        Column("withdrawn", "The day the record was withdrawn.", "date"),
        Column("withdrawn_reason", "Why it was withdrawn."),
    ),
)

CITATIONS: Final = Table(
    "citations",
    later("Provisions applied"),
    later("One row a provision that a response relied on, with the reasons given."),
    ("record", "number", "provision"),
    (
        _RECORD,
        Column("number", "The citation's place in the record, from 1.", "integer", True),
        Column("provision", "The provision's id: s31(1)(a).", needed=True),
        Column("law", "The law's id: uk-foia-2000.", needed=True),
        Column("law_title", "The law's short title.", needed=True),
        Column("provision_title", "What the provision is about."),
        Column("kind", "exemption, exception, refusal, ncnd and so on, as the law pack has it."),
        Column("test", "absolute, qualified or own: whether the public interest is weighed."),
        Column("cited_as", "The citation as the response writes it.", needed=True),
        Column("mode", "withhold, refuse or neither-confirm-nor-deny.", needed=True),
        Column("applies_to", "Parts, files and pages; empty for the whole."),
        Column("likelihood", "would, or would-be-likely-to."),
        Column("reason", "Why the provision is engaged."),
        Column("harm", "The harm that disclosure would do."),
        Column("public_interest_for", "What speaks for disclosure."),
        Column("public_interest_against", "What speaks against it."),
        Column("public_interest_balance", "Where the balance lies and why."),
        Column("legitimate_interest_purpose", "The legitimate interest that was looked for."),
        Column("legitimate_interest_necessity", "Whether disclosure is necessary for it."),
        Column("legitimate_interest_balance", "How it weighs against the person's rights."),
        Column("qualified_person", "The office of the qualified person."),
        Column("qualified_person_date", "The day of that person's opinion.", "date"),
        Column("qualified_person_opinion", "The opinion in short."),
        Column("certificate", "The office that signed a certificate."),
        Column("certificate_date", "The day it was signed.", "date"),
        Column("certificate_provision", "The provision it was signed under, as written."),
        Column("other_statute", "The other law that forbids disclosure."),
    ),
)

DOCUMENTS: Final = Table(
    "documents",
    later("Documents"),
    later("One row a file. Of a withdrawn one, its title, the day and the reason are left."),
    ("record", "file"),
    (
        _RECORD,
        Column("file", "The file's name.", needed=True),
        Column("url", "The file; empty where it was withdrawn."),
        Column(
            "viewer", "The page that shows the file page by page; empty where it was withdrawn."
        ),
        Column("title", "What the file is.", needed=True),
        Column("role", "What part it plays.", needed=True),
        Column("kind", "pdf and so on, told by its bytes."),
        Column("language", "Its language, as BCP 47 tags it.", needed=True),
        Column("size", "In bytes.", "integer"),
        Column("pages", "How many pages it has.", "integer"),
        Column("sha256", "The SHA-256 of its bytes, in hexadecimal."),
        Column("redacted", "Whether anything was taken out of it.", "boolean", True),
        Column("redactions", "How many places the redaction schedule lists.", "integer", True),
        Column("accessible_alternative", "The name of an accessible copy beside it."),
        Column("source", "Where the same file was first published."),
        Column("replaced", "The day an earlier version was replaced.", "date"),
        Column("replaced_reason", "Why."),
        Column("withdrawn", "The day it was withdrawn.", "date"),
        Column("withdrawn_reason", "Why."),
    ),
)

STATISTICS: Final = Table(
    "statistics",
    "Statistics",
    "One row a number: what is counted, when, and which.",
    ("measure", "period", "group"),
    (
        Column("measure", "What is counted.", needed=True),
        Column("period", "A year, or a quarter of one: 2024, 2024-Q1.", needed=True),
        Column("group", "Which: an outcome, a rule, a band of days.", needed=True),
        Column("value", "The number.", "integer", True),
    ),
)

TABLES: Final = (RECORDS, CITATIONS, DOCUMENTS, STATISTICS)
"""Those that are CSV files as well, each after those that it refers to."""

TOPICS: Final = Table(
    "topics",
    "Topics",
    "One row a topic of a record.",
    ("record", "topic"),
    (
        _RECORD,
        Column("topic", "The topic as the record writes it.", needed=True),
        Column("slug", "The last part of the topic's address.", needed=True),
    ),
)
