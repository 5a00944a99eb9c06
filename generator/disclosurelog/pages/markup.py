"""What pages say of themselves to machines, in schema.org's words, as microdata in the HTML.

Not as JSON-LD: a strict Content-Security-Policy has no inline script of any kind.
"""

from __future__ import annotations

from dataclasses import dataclass

from disclosurelog.languages import _
from disclosurelog.pages.site import Site
from disclosurelog.records import Entry


@dataclass(frozen=True, slots=True)
class Publisher:
    """A public body (schema.org GovernmentOrganization)."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Report:
    """A record (schema.org Report). Days are written as 2024-01-31."""

    reference: str
    language: str
    responded: str
    published: str
    updated: str
    topics: tuple[str, ...]
    address: str
    licence_url: str
    publisher: Publisher


@dataclass(frozen=True, slots=True)
class Website:
    """The log (schema.org WebSite)."""

    name: str
    language: str
    address: str
    publisher: Publisher


@dataclass(frozen=True, slots=True)
class Dataset:
    """The data of the log (schema.org Dataset)."""

    name: str
    description: str
    changed: str
    address: str
    licence_url: str
    publisher: Publisher


def report(site: Site, entry: Entry) -> Report:
    """Return what a record that is not withdrawn is."""
    record, settings = entry.record, site.settings
    own = record.licence in {None, settings.licence}
    return Report(
        reference=record.reference,
        language=record.language,
        responded=record.responded.isoformat(),
        published=record.published.isoformat(),
        updated=record.updated.isoformat() if record.updated else "",
        topics=record.topics,
        address=site.address(f"records/{entry.slug}/"),
        licence_url=settings.licence_url if own else "",
        publisher=Publisher(record.authority, "") if record.authority else _authority(site),
    )


def website(site: Site) -> Website:
    """Return what the site is."""
    return Website(_name(site), site.settings.language, site.address(""), _authority(site))


def dataset(site: Site, description: str) -> Dataset:
    """Return what the data are."""
    days = [entry.record.updated or entry.record.published for entry in site.index.entries]
    return Dataset(
        name=_name(site),
        description=description,
        changed=max(days).isoformat() if days else "",
        address=site.address("data/"),
        licence_url=site.settings.licence_url,
        publisher=_authority(site),
    )


def _name(site: Site) -> str:
    authority = site.settings.authority.name
    return _("Freedom of information responses of {authority}", authority=authority)


def _authority(site: Site) -> Publisher:
    authority = site.settings.authority
    return Publisher(authority.name, authority.url or "")
