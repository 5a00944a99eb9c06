"""The mapping: how the rows of a body's spreadsheet become records. One strict YAML file."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)

from disclosurelog.records.base import FILL_IN, ISO_DATE, Date, Language, Line, Part, Word
from disclosurelog.records.decision import Likelihood
from disclosurelog.records.document import Role
from disclosurelog.records.importing.days import SERIAL, pattern_of
from disclosurelog.records.importing.template import (
    ColumnName,
    LineTemplate,
    Template,
    columns_of,
    word,
)
from disclosurelog.records.request import Outcome


def _day_pattern(value: str) -> str:
    if value != SERIAL:
        pattern_of(value)
    return value


_DAY = TypeAdapter[datetime.date](Date)
_TEMPLATE = TypeAdapter[str](LineTemplate)


def _day_or_column(value: object) -> object:
    kind = _DAY if isinstance(value, datetime.date) or ISO_DATE.match(str(value)) else _TEMPLATE
    try:
        checked = kind.validate_python(value, strict=True)
    except ValidationError as error:
        wrong = error.errors()[0]
        raise ValueError(str(wrong["ctx"]["error"]) if "ctx" in wrong else _NO_DAY) from None
    if isinstance(checked, str) and not columns_of(checked):
        raise ValueError(_NO_DAY)
    return checked


_NO_DAY = "is neither a day nor a column; write 2024-01-31 or {The column}"

# One type and not two of them: a mistake is then told once, and with the field's own name.
Day = Annotated[Any, BeforeValidator(_day_or_column)]
"""A fixed day, or the column that holds it."""


def _filled_in(value: object) -> object:
    if isinstance(value, str) and FILL_IN in value:
        raise ValueError(f"is still marked {FILL_IN}]; write what belongs there")
    return value


def _told_apart(words: dict[str, str]) -> dict[str, str]:
    if len({word(said) for said in words}) < len(words):
        raise ValueError("gives one word twice, capitals and spaces aside; keep one of the two")
    return words


LawId = Annotated[Word, BeforeValidator(_filled_in)]


class TableShape(Part):
    """How the file is written. What is not said is found out, and told."""

    encoding: Literal["utf-8", "utf-16", "windows-1252", "latin-1", "macroman"] | None = None
    """How a CSV file's letters are written."""
    delimiter: Literal[",", ";", "\t", "|", "tab"] | None = None
    """What parts a CSV file's cells."""
    sheet: Line | None = None
    """The sheet of a workbook; the first where nothing is said."""
    skip_rows: int = Field(default=0, ge=0, le=1000)
    """Rows above the heading."""
    heading_rows: int = Field(default=1, ge=1, le=5)
    """Rows of the heading."""


class Laws(Part):
    """Which law the words of a column mean. Capitals and spaces make no difference."""

    column: ColumnName
    """The column."""
    words: Annotated[dict[str, LawId], AfterValidator(_told_apart)] = Field(min_length=1)
    """What a cell says, and the id of the law that it means."""


class Outcomes(Part):
    """What the words for an outcome mean. A row with any other word is rejected."""

    column: ColumnName
    """The column."""
    words: Annotated[dict[str, Outcome], AfterValidator(_told_apart)] = Field(min_length=1)
    """What a cell says, and the outcome that it means."""


class LeftOut(Part):
    """Rows that are no responses to publish. They are listed with the others that are rejected."""

    column: ColumnName
    """The column that tells them."""
    words: tuple[str, ...] = Field(min_length=1)
    """What the cell of such a row says."""
    reason: Line
    """Why they are left out."""


class Days(Part):
    """How days are written, and between which they lie."""

    written: tuple[Annotated[Line, AfterValidator(_day_pattern)], ...] = Field(min_length=1)
    """Patterns: YYYY-MM-DD, D/M/YYYY, D MMMM YYYY, excel."""
    earliest: Date
    """The first day that can be right."""
    latest: Date
    """The last day that can be right."""


class Several(Part):
    """Several values in one cell."""

    value: LineTemplate
    """The column."""
    separator: str | None = Field(default=None, min_length=1, max_length=5)
    """What parts the values."""


class Shorter(Part):
    """Lines that are cut at a word where they are too long."""

    title: int | None = Field(default=None, ge=40, le=300)
    """The most characters of a title."""
    summary: int | None = Field(default=None, ge=40, le=400)
    """The most characters of a summary."""


class Balance(Part):
    """The public interest test."""

    for_: Template = Field(alias="for")
    """What speaks for disclosure."""
    against: Template
    """What speaks against it."""
    balance: Template
    """Where the balance lies."""


class Person(Part):
    """Whose reasonable opinion it is."""

    office: LineTemplate
    """The office held."""
    date: Day
    """The day of the opinion."""


class Citing(Part):
    """The provisions relied on, and the reasons. Only what the law asks for is written."""

    cite: Several | None = None
    """The column with the citations."""
    before: Line | None = None
    """Words put before each of them: Section."""
    nothing: tuple[str, ...] = ()
    """What a cell says that cites nothing: none, n/a."""
    by_outcome: dict[Outcome, tuple[Line, ...]] = Field(default_factory=dict)
    """What is cited for an outcome where the row itself cites nothing."""
    reason: Template | None = None
    """Why the provision is engaged."""
    likelihood: Likelihood | None = None
    """Whether the harm would happen, or would be likely to."""
    harm: Template | None = None
    """The harm that disclosure would do."""
    public_interest: Balance | None = None
    """The public interest test."""
    qualified_person: Person | None = None
    """Who gave the reasonable opinion."""
    other_statute: LineTemplate | None = None
    """The other law that forbids disclosure."""


class Notice(Part):
    """What the refusal notice said, in every record that needs one."""

    provision: LineTemplate
    """The provision that the notice is given under."""
    text: Template | None = None
    """The notice's own words."""
    review: Template
    """How to ask the authority to look again."""
    regulator: Template
    """How to complain to the regulator."""


class Files(Part):
    """Files that go with the rows."""

    folder: Line
    """The folder they lie in, beside the mapping."""
    file: Several
    """The column with their names."""
    title: LineTemplate
    """What each is, for a reader."""
    role: Role = "disclosed"
    """What part they play."""
    redacted: bool = False
    """Whether anything was taken out of them."""


class ImportMapping(Part):
    """How the rows of one spreadsheet become records."""

    schema_: Literal[1] = Field(alias="schema")
    """The version of this form of mapping. Always 1."""
    table: TableShape = TableShape()
    """How the file is written."""
    dates: Days
    """How days are written."""
    leave_out: tuple[LeftOut, ...] = ()
    """Rows that are not wanted."""
    same_reference: Literal["reject", "join"] = "reject"
    """What becomes of several rows with one reference."""
    address: Literal["reference", "title-and-reference"] = "reference"
    """What a record's address is made from."""
    law: LawId | None = None
    """The law that all requests were handled under."""
    law_by_column: Laws | None = None
    """The law of each, where a column tells it."""
    reference: LineTemplate
    """The authority's own reference."""
    earlier_references: Several | None = None
    """References the request had before."""
    title: LineTemplate
    """What the response is about, in one line."""
    summary: LineTemplate
    """What was asked and what was decided, in a sentence or two."""
    shorten: Shorter = Shorter()
    """Lines that are cut where they are too long; without this their rows are rejected."""
    received: Day
    """The day the request arrived."""
    responded: Day
    """The day the response was sent."""
    published: Day
    """The day the record is published."""
    request: Template
    """What was asked."""
    response: Template
    """What was answered."""
    outcome: Outcomes
    """What was decided."""
    citations: Citing = Citing()
    """The provisions relied on."""
    refusal_notice: Notice | None = None
    """The refusal notice."""
    documents: Files | None = None
    """The files published with the records."""
    topics: Several | None = None
    """Subjects to browse by."""
    department: LineTemplate | None = None
    """The part of the authority that answered."""
    authority: LineTemplate | None = None
    """The body that answered, where it is not the log's own."""
    licence: LineTemplate | None = None
    """The licence of the documents, where it is not the log's own."""
    language: Language | None = None
    """The language the records are written in."""
    sensitive: bool = False
    """Whether the subjects may distress a reader."""
    noindex: bool = False
    """Whether search engines and the site's own search leave the records out."""

    @model_validator(mode="after")
    def _one_law(self) -> ImportMapping:
        if (self.law is None) == (self.law_by_column is None):
            raise ValueError("needs either law or law_by_column; write one of the two")
        return self

    @field_validator("dates")
    @classmethod
    def _in_order(cls, value: Days) -> Days:
        if value.latest < value.earliest:
            raise ValueError("end before they begin; write the earlier day under earliest")
        return value
