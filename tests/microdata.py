"""Reads microdata as the HTML standard has it ("Microdata"), as far as our pages use it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
ADDRESSES = {"a": "href", "area": "href", "link": "href", "img": "src", "object": "data"}


@dataclass
class Item:
    """A thing: its type, and its properties in the order of the page."""

    type: str
    properties: dict[str, list[str | Item]] = field(default_factory=dict)

    def add(self, name: str, value: str | Item) -> None:
        self.properties.setdefault(name, []).append(value)

    def one(self, name: str) -> str | Item:
        (value,) = self.properties[name]
        return value


@dataclass
class _Open:
    tag: str
    item: Item | None = None
    property: str = ""
    owner: Item | None = None
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.items: list[Item] = []
        self.open: list[_Open] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        item = Item(given.get("itemtype", "")) if "itemscope" in given else None
        owner = next((one.item for one in reversed(self.open) if one.item), None)
        name = given.get("itemprop", "")
        element = _Open(tag, item)
        if item and not name:
            self.items.append(item)
        elif name:
            assert owner is not None, f"{name} belongs to nothing on {self.address}"
            value = item or self._value(tag, given)
            if value is None:
                element.property, element.owner = name, owner
            else:
                owner.add(name, value)
        if tag not in VOID:
            self.open.append(element)

    def _value(self, tag: str, given: dict[str, str]) -> str | None:
        if tag == "meta":
            return given["content"]
        if tag in ADDRESSES:
            return urljoin(self.address, given[ADDRESSES[tag]])
        return given.get("datetime") if tag == "time" else None

    def handle_data(self, data: str) -> None:
        for one in self.open:
            one.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            closed = self.open.pop()
            if closed.owner is not None:
                closed.owner.add(closed.property, " ".join("".join(closed.text).split()))
            if closed.tag == tag:
                return


def items_of(html: str, address: str) -> list[Item]:
    """The things at the top of a page, which lies at this address."""
    reader = _Reader(address)
    reader.feed(html)
    reader.close()
    return reader.items
