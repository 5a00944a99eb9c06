"""Which pages an earlier build made, and of what: those that would be the same are not made again.

What a page is made from goes into its key: its values, or for the pages of a record the record and
all that they say of others (`keys`). All else, the program, the theme, the laws and the settings,
is in the recipe of the whole: when that changes, every page is made again.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, NamedTuple, Protocol

from pydantic import BaseModel

from disclosurelog.gate import Memo
from disclosurelog.languages import spoken
from disclosurelog.law import Law
from disclosurelog.pages import theme
from disclosurelog.pages.page import Kept
from disclosurelog.pages.shell import Shell
from disclosurelog.recipe import recipe
from disclosurelog.records import Settings

PACKAGES: Final = ("languages", "law", "records", "files", "checks", "gate", "pages")
_PLAIN: Final = frozenset({type(None), bool, int, float, datetime.date})
LIBRARIES: Final = ("jinja2", "markupsafe", "nh3", "pydantic", "altair", "vl-convert-python")


class Sized(Protocol):
    """What the manifest says of a file."""

    @property
    def sha256(self) -> str:
        """Of its bytes."""

    @property
    def size(self) -> int:
        """In bytes."""


class Known(NamedTuple):
    """What an earlier build made for one key."""

    pages: tuple[Kept, ...]
    indexed: tuple[tuple[str, str], ...]


class PageKeep:
    """The pages of the build before.

    Args:
        folder: Where they are remembered.
        has: Says whether a file of the site need not be made again.
    """

    def __init__(self, folder: Path | None, has: Callable[[Kept], bool]) -> None:
        self._folder = folder
        self._memo = Memo(None, "", "")
        self._has = has
        self._made: dict[str, tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]]] = {}

    def open(self, recipe: str) -> None:
        """Bring to mind what was made by the same recipe: of that, all else is told by keys."""
        self._memo = Memo(self._folder, "pages", recipe)

    def find(self, name: str, key: str) -> Known | None:
        """What was made under a name from what the key stands for, if all of it is still there."""
        found = self._memo.get(name, key)
        if found is None:
            return None
        known = Known(tuple([Kept(*one) for one in found[0]]), found[1])
        return known if all(map(self._has, known.pages)) else None

    def note(
        self, name: str, key: str, uris: Iterable[str], indexed: Iterable[tuple[str, str]]
    ) -> None:
        """Say what this build makes under a name.

        Args:
            name: Of the pages, the same in every build.
            key: For all that they are made from.
            uris: Their paths.
            indexed: What they add to the sitemap.
        """
        self._made[name] = (key, tuple(uris), tuple(indexed))

    def text(self, name: str, key: str, make: Callable[[], str]) -> str:
        """Return a part of pages: that which is remembered, or one made now."""
        found = self._memo.get(name, key)
        if found is None:
            found = make()
            self._memo.put(name, key, found)
        return str(found)

    def save(self, listing: Mapping[str, Sized]) -> None:
        """Remember all that was found and noted.

        Args:
            listing: What the manifest says of each page.
        """
        for name, (key, uris, indexed) in self._made.items():
            pages = tuple([(uri, listing[uri].sha256, listing[uri].size) for uri in uris])
            self._memo.put(name, key, (pages, indexed))
        self._memo.save()


def way(shells: Iterable[Shell], settings: Settings, laws: Iterable[Law], site_url: str) -> str:
    """A name for the way from the values of a page to its bytes: all that no key holds."""
    digest = hashlib.sha256(f"{program()} {site_url} {settings.model_dump_json()}".encode())
    for shell in shells:
        digest.update(shell.html.encode())
    for law in laws:
        digest.update(key_of(law.id, *[getattr(law, one.name) for one in fields(law)]).encode())
    return digest.hexdigest()


def program() -> str:
    """A name for the program that makes pages and its theme."""
    digest = hashlib.sha256(recipe(PACKAGES, LIBRARIES).encode())
    top = theme.theme_folder()
    for path in sorted(path for path in top.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(top).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def key_of(*values: object) -> str:
    """Return a key for values of the kinds that pages are made from.

    A law goes in by its id; what the laws say is for the recipe.

    Raises:
        TypeError: A value is of another kind.
    """
    parts = [spoken()]
    _write(parts, values)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _write(parts: list[str], value: object) -> None:
    """Write a value so that different ones are written differently, whatever they hold."""
    kind = type(value)
    if kind in _PLAIN:
        parts.append(f"{kind.__name__} {value}")
    elif isinstance(value, str):
        parts.append(f"{kind.__name__} {len(value)}")
        parts.append(value)
    elif isinstance(value, Law):
        parts.append(f"law {value.id}")
    else:
        inner = _parts(value)
        parts.append(f"{kind.__name__} {len(inner)}")
        for one in inner:
            _write(parts, one)


def _parts(value: object) -> Collection[object]:
    if isinstance(value, (tuple, list, range)):
        return value
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Mapping):
        return [part for pair in value.items() for part in pair]
    if isinstance(value, (SimpleNamespace, BaseModel)):
        return [part for pair in vars(value).items() for part in pair]
    if is_dataclass(value):
        kind: Any = type(value)
        return [getattr(value, name) for name in _names(kind)]
    raise TypeError(f"no key can be made of a {type(value).__name__}")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))
