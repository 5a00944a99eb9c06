"""The commits, tags and folders of a push: what people wrote in them, and where each file lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclosurelog.checks.policy import Policy
from disclosurelog.gate.screening import Screen
from disclosurelog.publish.push.brought import Brought
from disclosurelog.publish.push.git import Git, Objects
from disclosurelog.publish.push.names import entry_troubles
from disclosurelog.publish.push.places import Place, Region, Seen, Walk
from disclosurelog.publish.push.texts import personal_troubles, withheld_troubles
from disclosurelog.publish.push.trees import FILES, LINK, written
from disclosurelog.publish.push.trouble import Cure, Trouble, said
from disclosurelog.publish.push.updates import Update
from disclosurelog.records import escaped

_ORDER: tuple[Cure, ...] = ("commit", "tag", "notes")


class History:
    """Walks what a push brings in.

    Args:
        git: The repository with the push's objects.
        objects: Reads them.
        brought: What they are.
        updates: What the push asks for.
        known: What was accepted before.

    Attributes:
        places: Where each file of the push lies, and each older one that its new folders hold in
            `content`. Complete when `troubles` has ended.
    """

    def __init__(
        self,
        git: Git,
        objects: Objects,
        brought: Brought,
        updates: Sequence[Update],
        known: Sequence[str],
    ) -> None:
        self._git = git
        self._objects = objects
        self._brought = brought
        self._known = known
        self._walk = Walk(objects, brought.trees)
        self._updates = sorted(
            (one for one in updates if one.new), key=lambda one: (_ORDER.index(one.cure), one.ref)
        )
        self._owner: dict[str, Update] = {}
        self.places: dict[str, list[Place]] = {}

    def owner(self, oid: str) -> tuple[Cure, str]:
        """What has to be taken back to be rid of a commit or of an object that a tag names."""
        update = self._owner.get(oid)
        return ("object", "") if update is None else (update.cure, update.short)

    def troubles(self, policy: Policy, screen: Screen) -> Iterator[Trouble]:
        """Everything that is wrong with commits, tags, names and entries."""
        for commit in self._in_order():
            told = written(self._objects.read(commit)[1])
            cure, name = self.owner(commit)
            for lines in _of_words(told.heads, told.messages, policy, screen):
                yield Trouble("The commit itself", commit, lines, cure, name)
            region: Region = "notes" if cure == "notes" else "top"
            for seen in self._walk.of_commit(told.head("tree"), commit, region):
                yield from self._of_entry(seen, screen)
        for tag in self._brought.tags:
            told = written(self._objects.read(tag)[1])
            cure, name = self.owner(tag)
            for lines in _of_words(told.heads, told.messages, policy, screen):
                yield Trouble("The tag itself", "", lines, cure, escaped(screen.masked(name)))
        for seen in self._walk.of_rest():
            yield from self._of_entry(seen, screen)

    def _in_order(self) -> Iterator[str]:
        """The commits, older ones first; those of branches, of tags, of notes, then any others."""
        left = set(self._brought.commits)
        for update in self._updates:
            target = self._peeled(update)
            if target not in left:
                continue
            given = "".join([f"{target}\n", *(f"^{one}\n" for one in self._known)])
            listed = self._git.run(
                "rev-list", "--reverse", "--topo-order", "--stdin", given=given.encode("ascii")
            )
            for commit in listed.decode("ascii").split():
                if commit in left:
                    left.remove(commit)
                    self._owner.setdefault(commit, update)
                    yield commit
        yield from sorted(left)

    def _peeled(self, update: Update) -> str:
        """What an update leads to behind all tags. Everything on the way there is owned by it."""
        oid, tags = update.new, set(self._brought.tags)
        while oid in tags:
            self._owner.setdefault(oid, update)
            tags.remove(oid)
            oid = written(self._objects.read(oid)[1]).head("object")
        self._owner.setdefault(oid, update)
        return oid

    def _of_entry(self, seen: Seen, screen: Screen) -> Iterator[Trouble]:
        place = seen.place
        new = seen.entry.oid in self._brought.blobs
        # What was accepted elsewhere, as the program's text or under another name, may have moved.
        if seen.entry.mode in FILES and (new or place.region not in {"top", "else"}):
            self.places.setdefault(seen.entry.oid, []).append(place)
        elif seen.entry.mode == LINK:
            # Where a link leads is no content; the link itself is what is wrong.
            self.places.setdefault(seen.entry.oid, [])
        for lines in entry_troubles(seen, screen):
            cure, name = self.owner(place.commit) if place.commit else ("object", "")
            yield Trouble(shown(place, screen), place.commit, lines, cure, name)


def shown(place: Place, screen: Screen) -> str:
    """A place as it may be printed."""
    return escaped(screen.masked(place.path)) if place.path else "A file without a name"


def _of_words(
    heads: Sequence[tuple[str, str]], messages: Sequence[str], policy: Policy, screen: Screen
) -> Iterator[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for message in messages:
        found.update(_renamed(lines, "the message") for lines in withheld_troubles(message, screen))
        # Everybody who commits gives an address; only other things tell of somebody else.
        personal = personal_troubles(message, policy, mail=False)
        found.update(_renamed(lines, "the message") for lines in personal)
    yield from sorted(found)
    if screen.holds("\n".join(value for _, value in heads)):
        what = "words that were withheld stand in the name or address of who wrote it, or beside"
        yield said("F003", what, "write it again under a name that tells nothing")


def _renamed(lines: tuple[str, ...], where: str) -> tuple[str, ...]:
    return (lines[0].removesuffix(".") + f" of {where}.", f"{lines[1].split(':')[0]}: reword it.")
