"""What every page kind is made from: the checked log, its index, the shells, the labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from markupsafe import Markup

from disclosurelog.gate import CheckedDocument, CheckedLog
from disclosurelog.languages import _, later, spoken
from disclosurelog.law import Law
from disclosurelog.pages import theme, words
from disclosurelog.pages.index import LogIndex
from disclosurelog.pages.keeping import PageKeep, key_of
from disclosurelog.pages.page import Made, Page, Undrawn
from disclosurelog.pages.provisions import ProvisionWords
from disclosurelog.pages.shell import Shell, address_of, depth_of
from disclosurelog.records import Settings
from disclosurelog.records.feeds import Feed, feeds_at

NOT_INDEXED = "noindex"


class Link(NamedTuple):
    """A link inside the site. `lang` is a whole attribute, empty where none is needed."""

    label: str
    uri: str
    lang: Markup = words.EMPTY


class Place(Link):
    """A link with a label of the interface: given in English, read in the language spoken now."""

    @property
    def label(self) -> str:
        """What the link says."""
        return _(self[0])


HOME = Place(later("Home"), "")
RECORDS = Place(later("Responses"), "records/")
EXEMPTIONS = Place(later("Exemptions"), "exemptions/")
WAYS = (
    EXEMPTIONS,
    Place(later("Decisions"), "outcomes/"),
    Place(later("Topics"), "topics/"),
    Place(later("Departments"), "departments/"),
    Place(later("Years"), "years/"),
)
"""The ways to browse."""


@dataclass(slots=True)
class Site:
    """Everything page makers share, and the way to a finished page.

    Attributes:
        keep: The pages of the build before; None to make every page.
        undrawn: Pages of documents that have no picture, by the SHA-256 of the file.
        indexed: The addresses made so far that search engines may have, each with the day of its
            last change; for the sitemap.
        feeds: The feeds there are; none without the site's own address.
        feed_of: The address of the feed of each list that has one, without its suffix.
    """

    checked: CheckedLog
    shells: Mapping[int, Shell]
    site_url: str
    undrawn: Undrawn = field(default_factory=dict)
    keep: PageKeep | None = None
    settings: Settings = field(init=False)
    documents: Mapping[tuple[str, str], CheckedDocument] = field(init=False)
    index: LogIndex = field(init=False)
    provisions: ProvisionWords = field(init=False)
    feeds: tuple[Feed, ...] = field(init=False)
    feed_of: Mapping[str, str] = field(init=False)
    indexed: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        # What the gate made is asked once: each look goes through its own safeguards.
        self.settings = self.checked.log.settings
        self.documents = self.checked.documents
        self.index = LogIndex(self.checked.log)
        self.feeds = tuple(feeds_at(self.checked.log, self.site_url))
        self.feed_of = {feed.page: feed.uri for feed in self.feeds}
        self.provisions = ProvisionWords(self.settings.laws[0] if self.settings.laws else "")

    @property
    def laws(self) -> list[Law]:
        """The laws shown: the authority's own, then any other that a response cites."""
        known = self.checked.log.laws
        chosen = [name for name in self.settings.laws if name in known]
        return [known[name] for name in dict.fromkeys([*chosen, *self.index.provisions])]

    def page(
        self,
        uri: str,
        template: str,
        values: Mapping[str, Any],
        *,
        title: str,
        description: str,
        section: str | None = None,
    ) -> Made:
        """Return a finished page, or the one that was made of the same before.

        What it is given must be all that it is made from.

        Args:
            uri: Its path, ending in `index.html`.
            template: The name of its template under `theme/pages/`.
            values: What the template shows.
            title: For the title bar, without the site's name.
            description: One sentence for search engines.
            section: The entry of the header's navigation that it belongs to.
        """
        key = ""
        if self.keep is not None:
            key = key_of(template, values, title, description, section)
            found = self.keep.find(uri, key)
            if found is not None:
                self.indexed += found.indexed
                return found.pages[0]
        before = len(self.indexed)
        page = self.pour(
            uri, template, values, title=title, description=description, section=section
        )
        if self.keep is not None:
            self.keep.note(uri, key, (uri,), self.indexed[before:])
        return page

    def pour(
        self,
        uri: str,
        template: str,
        values: Mapping[str, Any],
        *,
        title: str,
        description: str,
        section: str | None = None,
        lang: str = "",
        robots: str | None = None,
        changed: str = "",
        sensitive: bool = False,
    ) -> Page:
        """Return a finished page, made now.

        Args:
            uri: Its path, ending in `index.html`.
            template: The name of its template under `theme/pages/`.
            values: What the template shows.
            title: For the title bar, without the site's name.
            description: One sentence for search engines.
            section: The entry of the header's navigation that it belongs to.
            lang: The language of title and description; the site's where empty.
            robots: What search engines are told.
            changed: The day of its last change, as 2024-01-31.
            sensitive: Whether its subject may distress a reader: it gets the quick exit, where the
                authority has one for such pages.
        """
        if robots is None:
            self.indexed.append((address_of(uri), changed))
        data = self.shells[depth_of(uri)].pour(
            title=title,
            description=description,
            uri=uri,
            body=theme.render(template, values),
            section=section,
            lang=lang or self.settings.language,
            robots=robots,
            sensitive=sensitive,
        )
        return Page(uri, data)

    def address(self, uri: str) -> str:
        """Return the whole address of a path of the site; empty without the site's own."""
        return f"{self.site_url.rstrip('/')}/{uri}" if self.site_url else ""

    def lang(self, tag: str) -> Markup:
        """Return the `lang` attribute for text in this language; empty for the one spoken now."""
        return words.lang_attribute(tag, spoken())
