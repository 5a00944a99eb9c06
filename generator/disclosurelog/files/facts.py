"""What a reader found in a file: plain, frozen, picklable values and no library objects.

Every box is (x0, y0, x1, y1) in points, 1/72 inch, of the page *as shown*: the CropBox after
/Rotate, with the origin at the top left, so that a reviewer can draw it on the page.

Facts hold what a file hides. They stay inside the process that reads it: rules turn them into
findings, which hold none of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from disclosurelog.files.readable import readable

Box = tuple[float, float, float, float]

# Why a word can't be seen. `Word.why_hidden` is one of these, or "" for a word that can.
COVERED = "covered"  # something drawn later lies over it
LABELLED = "labelled"  # as above, with other text on top of the cover
HATCHED = "hatched"  # as above, with other ink in or on the cover
PARTLY = "partly"  # most of its ink is covered, or it shows through a translucent cover
PICTURE = "picture"  # invisible text over a picture that is one colour there
ANNOTATION = "annotation"  # an annotation lies over it
COLOUR = "colour"  # drawn in the colour of what lies under it
TINY = "tiny"  # too small to be read
OFF_PAGE = "off page"  # outside the page
CROPPED = "cropped"  # inside the MediaBox and outside the CropBox
CLIPPED = "clipped"  # outside the clip
LAYER = "layer"  # on a layer that is switched off
INVISIBLE = "invisible"  # text render mode 3 with nothing under it
UNDECIDED = "undecided"  # too much lies at one spot to tell


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a page.

    Attributes:
        text: The word as it extracts. A soft hyphen at its end: it goes on in the next word.
        box: Its tight box, or its loose one where the font gives no shapes.
        size: Height of its font in points as drawn.
        mode: Text render mode, 0 to 7 (ISO 32000-2, table 104).
        visible: Whether a person sees it.
        why_hidden: One of the reasons above; "" when visible.
        ink: Share of its own ink that shows, 0 to 1. 1 where it draws none itself (mode 3).
        hidden: How many of its characters can't be seen.
        line_end: Whether a line ends after it.
    """

    text: str
    box: Box
    size: float
    mode: int
    visible: bool
    why_hidden: str
    ink: float
    hidden: int
    line_end: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap in a line of proportional text that is as wide as one word.

    `boxed`: whether a box or a picture fills it; otherwise one adjustment keeps it open.
    """

    box: Box
    boxed: bool


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page. `number` counts from 1; `width` and `height` are in points, as shown.

    `scan`: whether a picture covers most of the page. `thumbnail`: whether it carries one.
    `gaps`: in its lines, where the width of a word that was taken out can be measured.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    scan: bool = False
    thumbnail: bool = False
    gaps: tuple[Gap, ...] = ()
    _visible: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def visible_text(self) -> str:
        """The words that a person can see, in the order of the file, with its lines.

        Put together once: a dozen rules ask for it.
        """
        if self._visible is None:
            object.__setattr__(self, "_visible", readable(self.words))
        return self._visible or ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation (ISO 32000-2, 12.5). `page` is 0 where no page reaches it.

    `shown` says whether a viewer draws it. `texts` are its contents, subject, rich contents and
    the like as (key, value); `author` is its /T; `drawn` is what its appearance writes.
    """

    page: int
    subtype: str
    box: Box | None
    shown: bool
    author: str
    texts: tuple[tuple[str, str], ...]
    drawn: str


@dataclass(frozen=True, slots=True)
class Field:
    """One form field (ISO 32000-2, 12.7). `shown`: whether any widget of it is drawn."""

    page: int
    kind: str
    name: str
    values: tuple[tuple[str, str], ...]
    shown: bool
    box: Box | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the file.

    Attributes:
        where: "name tree", "associated file", "annotation", "portfolio", "rich media" or "loose".
        page: Its page, 0 where it belongs to none.
        kind: What its bytes are, one of `kinds`.
        size: In bytes, decoded.
        name: As the file gives it.
        facts: Its own facts where a reader knows its kind and could read it.
        trouble: Why it could not be read; "" otherwise.
        root: The outermost element of an XML file; "" otherwise.
        texts: What the elements of an XML file hold.
    """

    where: str
    page: int
    kind: str
    size: int
    name: str
    facts: FileFacts | None
    trouble: str
    root: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Something the file does (ISO 32000-2, 12.6). `page` is 0 for the whole file.

    `kind` is the action's /S; `trigger` says where it hangs ("open", "page", "annotation",
    "field", "outline", "names"); `target` is its script, address or file.
    """

    page: int
    kind: str
    trigger: str
    target: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class Metadatum:
    """One value of metadata.

    `where` is "Info", "XMP", "image XMP", "page XMP", "object XMP", "PieceInfo", "document part",
    "XML comment" or "signature"; `key` is the key or the path of elements; `page` is 0 where it
    belongs to the whole file. `revision` is 0 for the file as it stands, else the number of the
    earlier revision.
    """

    where: str
    key: str
    value: str
    page: int = 0
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Revision:
    """What an earlier revision holds, counted from 1, ending at byte `end`.

    `pages` is all text of each page, visible or not; `strings` the texts of its annotations,
    fields, outline and tags; `images` the SHA-256 of each picture's encoded bytes;
    `attachments` the SHA-256 of each attached file. `trouble` says why it could not be read.
    """

    number: int
    end: int
    pages: tuple[str, ...]
    strings: tuple[str, ...]
    images: tuple[str, ...]
    attachments: tuple[str, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Orphan:
    """An object that no page reaches, or draws, and that holds something.

    `kind` is "content", "image", "string" or "file"; `text` is what it writes or says that the
    reached part of the file does not; `size` is in bytes, decoded; `stale` says whether the
    file's own table has forgotten it (it was replaced or deleted), `offset` where it lies.
    """

    number: int
    kind: str
    text: str
    size: int
    stale: bool
    offset: int


@dataclass(frozen=True, slots=True)
class Named:
    """A text in the file's apparatus.

    `where` is "outline", "destination", "page label", "thread" or "layer".
    """

    where: str
    text: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class TagText:
    """A text that stands for what is drawn (ISO 32000-2, 14.9).

    `where` is "structure" or "marked content"; `role` the standard structure type or the tag;
    `key` "ActualText", "Alt", "E", "T" or another key of the property list.
    """

    where: str
    role: str
    key: str
    text: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a page to an address outside the file."""

    page: int
    box: Box | None
    target: str


@dataclass(frozen=True, slots=True)
class Outside:
    """Bytes outside the file proper: before the header, after the last `%%EOF`.

    White space is not counted. `kind` is what those bytes are, one of `kinds`.
    """

    where: str
    size: int
    kind: str


@dataclass(frozen=True, slots=True)
class Extra:
    """What the file of a picture carries besides the picture, kept as it was.

    `what` is one of `jpeg.Aside`; `text` its words, "" without; `size` is in bytes.
    """

    page: int
    what: str
    text: str
    size: int


@dataclass(frozen=True, slots=True)
class Unseen:
    """A picture, or a part of one, that the file holds and no page shows.

    Attributes:
        page: Where it is drawn; 0 where it is drawn nowhere.
        box: The part that can't be seen, as shown; None where it has no place on the page.
        why: `COVERED`, `ANNOTATION`, `CLIPPED` (by a clip or a mask), `CROPPED` (outside the
            page), `LAYER`, `UNDECIDED` (too large to be compared), or "unused".
        what: "picture" or "lines".
        share: How much of it that is, 0 to 1.
    """

    page: int
    box: Box | None
    why: str
    what: str
    share: float


@dataclass(frozen=True, slots=True)
class FontFacts:
    """What a font with a map to Unicode says of its glyphs.

    Attributes:
        page: The first page that uses it.
        subset: Whether it is embedded and holds a part of its letters.
        used: How many of its glyphs some content draws.
        unused: What the glyphs mean that no content draws; "" unless it is a subset.
        lies: For codes that are drawn: the letter that the glyph's name draws, and what the map
            says it means, where the two differ.
    """

    page: int
    subset: bool
    used: int
    unused: str
    lies: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Inlaid:
    """What a pattern, a mask or a Type 3 glyph writes. Whether it shows is not known."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Symbols:
    """The shapes of letters that a symbol-coded scan keeps (JBIG2).

    `count` is how many there are; `unshown` how many no page shows, for certain; `known`
    whether that is all, because every use of them could be followed.
    """

    page: int
    count: int
    unshown: int
    known: bool


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Everything a rule may know of one file.

    Attributes:
        kind: What its bytes are, one of `kinds`.
        suffix: The suffix of its name with the dot, in lower case. Nothing else of the name.
        sha256: Of its bytes, in hexadecimal.
        size: In bytes.
        tagged: Whether it says that it is tagged (ISO 32000-2, 14.7.1).
        images: SHA-256 of each picture's encoded bytes, of the file as it stands.
        strings: Texts of annotations, fields, outline and tags of the file as it stands.
        attachment_hashes: SHA-256 of each attached file of the file as it stands.
        table: What is wrong with the file's table of its objects; "" where nothing is.
    """

    kind: str
    suffix: str
    sha256: str
    size: int
    page_count: int
    pages: tuple[PageFacts, ...] = ()
    tagged: bool = False
    language: str = ""
    annotations: tuple[Annotation, ...] = ()
    fields: tuple[Field, ...] = ()
    xfa: str = ""
    attachments: tuple[Attachment, ...] = ()
    attachment_hashes: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    links: tuple[Link, ...] = ()
    metadata: tuple[Metadatum, ...] = ()
    names: tuple[Named, ...] = ()
    tags: tuple[TagText, ...] = ()
    images: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    outside: tuple[Outside, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    fonts: tuple[FontFacts, ...] = ()
    inlaid: tuple[Inlaid, ...] = ()
    extras: tuple[Extra, ...] = ()
    symbols: tuple[Symbols, ...] = ()
    table: str = ""

    @property
    def visible_text(self) -> tuple[str, ...]:
        """What a person can read, one string a page. Search and page text use nothing else."""
        return tuple(page.visible_text for page in self.pages)
