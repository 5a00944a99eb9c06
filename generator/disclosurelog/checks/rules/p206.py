"""The rule P206, person-in-metadata."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.people import Names, holds_login, names
from disclosurelog.checks.policy import Policy
from disclosurelog.checks.rule import BLOCK, WARN, Finding, Rule, Severity
from disclosurelog.checks.vocabulary import Vocabulary, words_of
from disclosurelog.files.facts import FileFacts, Metadatum

#: Keys whose value is someone (ISO 32000-2, table 349; XMP part 1, dc:creator; XMP part 2).
_SOMEONE = frozenset(
    [
        "Author",
        "creator",
        "Authors",
        "author",
        "contributor",
        "Manager",
        "LastModifiedBy",
        "lastModifiedBy",
        "LastSavedBy",
        "Owner",
        "owner",
        "CaptionWriter",
        "Credit",
        "Byline",
        "AuthorsPosition",
        "By-line",
        "checkedBy",
        "approvedBy",
    ]
)

#: Keys that every program writes and whose value is no one.
_USUAL = frozenset(
    [
        "Title",
        "Subject",
        "Keywords",
        "Creator",
        "Producer",
        "CreationDate",
        "ModDate",
        "Trapped",
        "CreateDate",
        "ModifyDate",
        "MetadataDate",
        "CreatorTool",
        "format",
        "title",
        "subject",
        "description",
        "DocumentID",
        "InstanceID",
        "OriginalDocumentID",
        "VersionID",
        "RenditionClass",
        "PDFVersion",
        "part",
        "conformance",
        "amd",
        "corr",
        "rev",
        "year",
        "language",
        "rights",
        "publisher",
        "identifier",
        "type",
        "source",
        "date",
        "Marked",
        "WebStatement",
        "UsageTerms",
        "NPages",
        "PTEX.Fullbanner",
        "GTS_PDFXVersion",
        "GTS_PDFXConformance",
        "GTS_PDFAVersion",
        "GTS_PDFUAVersion",
        "SourceModified",
        "Company",
        "Department",
        "softwareAgent",
        "action",
        "when",
        "changed",
        "instanceID",
        "documentID",
        "originalDocumentID",
        "renditionClass",
        "Rating",
        "Label",
        "Nickname",
        "Thumbnails",
        "unparsed",
        "toolkit",
        "ICNAppName",
        "ICNAppPlatform",
        "ICNAppVersion",
        "schema",
        "namespaceURI",
        "prefix",
        "property",
        "valueType",
        "name",
        "category",
    ]
)

#: Sensitivity labels of Microsoft's programs: their names, dates and numbers.
_LABELS = ("MSIP_Label_", "ContentTypeId")

#: Ways through XMP that lead to lists of fonts, colours and schemas.
_PRIVATE = frozenset({"Fonts", "SwatchGroups", "PlateNames", "schemas", "MaxPageSize"})

_REMEDY = "clear the document's properties (in most programs: File, Properties) and save a new copy"


class PersonInMetadata(Rule):
    """A file's properties name the person who made it.

    ## What it finds

    A person's name, a login, an e-mail address or a path through somebody's folder in the Info
    dictionary, in XMP (of the file, of a page, of a picture), in the edit history, in private
    data of a program, and in keys of a body's own making; in earlier versions of the file too.

    The name of an organisation or of a program is innocent. So is what the authority calls
    itself in its settings, and a name that is printed on a page for all to see. One word alone,
    which may be a surname or a county, and a value that can't be told are warnings.

    ## Why it matters

    Junior staff are not named in releases, and their names are often the very thing that was
    withheld. The properties name them anyway.

    ## Example

    In February 2003 the British government published a dossier as a word-processor file. Its
    history named four people who had worked on it.

    ## What to do

    Clear the document's properties and save a new copy.
    """

    code = "P206"
    name = "person-in-metadata"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each value that names someone who can't be seen on the pages."""
        return self.check_with(facts, Policy())

    def check_with(self, facts: FileFacts, policy: Policy) -> Iterator[Finding]:
        """The same; what the authority calls itself is no one."""
        visible = Vocabulary.visible(facts)
        own = [frozenset(words_of(name)) for name in policy.own_names]
        told: set[tuple[str, str]] = set()
        for one in facts.metadata:
            if one.where == "signature" or (one.where, one.value) in told:
                continue
            words = frozenset(words_of(one.value))
            if words and any(words <= name for name in own):
                continue
            severity, what = self._judge(one)
            if severity and not visible.shows(one.value):
                told.add((one.where, one.value))
                version = f" of earlier version {one.revision}" if one.revision else ""
                yield self.finding(
                    f"the {_WHERE.get(one.where, one.where)}{version} {what}",
                    _REMEDY,
                    page=one.page,
                    length=len(one.value),
                    severity=severity,
                )

    @staticmethod
    def _judge(one: Metadatum) -> tuple[Severity | None, str]:
        if holds_login(one.value):
            return BLOCK, "holds a login, an address or the path of somebody's folder"
        steps = [step for step in one.key.split("/") if step not in ("Seq", "Bag", "Alt", "li")]
        key = steps[-1] if steps else ""
        someone = key in _SOMEONE
        usual = key in _USUAL or key.startswith(_LABELS) or _PRIVATE & set(steps)
        if not someone and usual:
            return None, ""
        if not someone and one.where in ("PieceInfo", "XML comment"):
            return None, ""
        kind = names(one.value)
        several = len(one.value.split()) > 1
        if (someone and kind is Names.LOGIN) or (several and kind is Names.PERSON):
            return BLOCK, f"names {kind.value}"
        # One word with a capital is as often a place or an authority as a person.
        if someone and kind in (Names.UNKNOWN, Names.PERSON):
            return WARN, "may name a person"
        if one.where in ("Info", "document part") and kind in (Names.UNKNOWN, Names.PERSON):
            return WARN, "has a key of its own, whose value can't be judged here"
        return None, ""


_WHERE = {
    "Info": "document's properties",
    "XMP": "document's XMP properties",
    "image XMP": "XMP of a picture",
    "page XMP": "XMP of a page",
    "object XMP": "XMP of a part",
    "PieceInfo": "private data of a program",
    "document part": "description of a part",
    "XML comment": "XMP's comments",
}
