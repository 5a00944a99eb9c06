"""Looks at everything that a push brings in, and gathers all that is wrong with it."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from disclosurelog.checks.policy import Policy
from disclosurelog.gate import Inspector, Limits, Sandbox
from disclosurelog.gate.cleantexts import CleanTexts
from disclosurelog.gate.policies import policy_of
from disclosurelog.gate.report import file_lines
from disclosurelog.gate.screening import Screen
from disclosurelog.gate.withheld import WithheldList, load_lists
from disclosurelog.law import load_laws
from disclosurelog.publish.push.blobs import Blobs, Means, without_path
from disclosurelog.publish.push.brought import Brought, brought_in
from disclosurelog.publish.push.git import Git, Objects
from disclosurelog.publish.push.history import History, shown
from disclosurelog.publish.push.lists import lists_of, lost_entries, merged
from disclosurelog.publish.push.names import BRANCHES, ref_trouble
from disclosurelog.publish.push.places import Place
from disclosurelog.publish.push.tip import Judged, Tip, basis_of, judge, read_tip, write_lists
from disclosurelog.publish.push.trouble import Trouble, said
from disclosurelog.publish.push.updates import Update
from disclosurelog.records import RECORD_FILE, Settings, Waiver, escaped, laws_of
from disclosurelog.records.yamlfile import YamlFile

_GOES_ON = ("is ", "has ", "lies ")


@dataclass(frozen=True, slots=True)
class Desk:
    """What a push is looked at with. All of it is the server's own, or the officer's.

    Attributes:
        settings: What mkdocs.yml says.
        lists: The folder that holds the lists of what was withheld, in `withheld/`.
        cache: Where answers of checks are read.
        clean: Where is kept what was clean, as signatures.
        draft: An empty folder, gone when all is done.
        published: The whole name of the published branch; "" for none.
        allowed: The SHA-256 of each file that the administrator vouches for.
        most: Bytes of the largest file.
        basis: What records were judged by before.
        right: The references of records that were right then, by their trees.
    """

    settings: Settings | None
    lists: Path
    cache: Path
    clean: Path
    draft: Path
    published: str
    allowed: frozenset[str]
    most: int
    basis: str = ""
    right: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def answers(self) -> Path:
        """Where answers about the push's own files go until it is accepted."""
        return self.draft / "answers"


@dataclass(slots=True)
class Looked:
    """What came of it.

    Attributes:
        troubles: Everything that stops the push, in order.
        files: How many files it brings in.
        commits: How many commits.
        lists: Every list of what was withheld, the server's and the push's.
        basis: What records were judged by.
        right: The references of the published branch's records; None where it was not pushed.
    """

    troubles: list[Trouble] = field(default_factory=list)
    files: int = 0
    commits: int = 0
    lists: Mapping[str, WithheldList] = field(default_factory=dict)
    basis: str = ""
    right: Mapping[str, tuple[str, ...]] | None = None


def look(
    git: Git, desk: Desk, updates: Sequence[Update], known: Sequence[str], *, quarantined: bool
) -> Looked:
    """Look at a push.

    Args:
        git: The repository with the push's objects.
        desk: What it is looked at with.
        updates: What the push asks for.
        known: What was accepted before, with all that it leads to.
        quarantined: Whether the push's objects lie by themselves.

    Raises:
        CannotRun: It can't be looked at to its end.
        LawError: A law that the content brings with it can't be used.
    """
    new = list(dict.fromkeys(one.new for one in updates if one.new))
    brought = brought_in(git, new, known, quarantined=quarantined)
    with git.objects() as objects, Sandbox(Limits()) as sandbox:
        return _Look(git, objects, sandbox, desk, brought, updates, known).result()


class _Look:
    def __init__(
        self,
        git: Git,
        objects: Objects,
        sandbox: Sandbox,
        desk: Desk,
        brought: Brought,
        updates: Sequence[Update],
        known: Sequence[str],
    ) -> None:
        self._objects, self._sandbox, self._desk = objects, sandbox, desk
        self._brought, self._updates = brought, updates
        self._tips = {
            one.ref: tip
            for one in updates
            if one.new and one.ref.startswith(BRANCHES)
            if (tip := read_tip(git, objects, one.new)) is not None
        }
        self._history = History(git, objects, brought, updates, known)
        self._lists, self._lost = self._all_lists()
        self._policy = self._policy_of_all()
        self._screen = Screen(self._policy.withheld)

    def result(self) -> Looked:
        looked = Looked(files=len(self._brought.blobs), commits=len(self._brought.commits))
        found = [*self._lost, *self._refs()]
        found += self._history.troubles(self._policy, self._screen)
        found += self._files()
        told = {one.place for one in found}
        for number, (ref, tip) in enumerate(self._tips.items()):
            judged = self._judge(ref, tip, self._desk.draft / f"tip-{number}")
            found += self._of_tip(ref, judged, told)
            if ref == self._desk.published:
                looked.right = judged.right
                looked.basis = basis_of(tip, self._policy.private_digest)
        looked.troubles = list(dict.fromkeys(found))
        looked.lists = self._lists
        return looked

    def _all_lists(self) -> tuple[dict[str, WithheldList], list[Trouble]]:
        before = load_lists(self._desk.lists)
        pushed = {}
        for number, (ref, tip) in enumerate(self._tips.items()):
            pushed[ref] = lists_of(tip, self._objects, self._desk.draft / f"lists-{number}")
        published = pushed.get(self._desk.published)
        lost = [] if published is None else list(lost_entries(before, published, self._desk.lists))
        return merged([before, *pushed.values()]), lost

    def _policy_of_all(self) -> Policy:
        content = self._desk.draft / "policy" / "content"
        content.mkdir(parents=True)
        write_lists(content, self._lists)
        tip = self._tips.get(self._desk.published) or next(iter(self._tips.values()), None)
        laws = load_laws()
        if tip is not None:
            for path, oid in tip.others.items():
                if path.startswith("content/laws/"):
                    place = content.parent / path
                    place.parent.mkdir(exist_ok=True)
                    place.write_bytes(self._objects.blob(oid))
            laws = dict(laws_of(content))
        return policy_of(self._desk.settings, content, laws)

    def _refs(self) -> Iterator[Trouble]:
        for one in self._updates:
            if lines := ref_trouble(one.ref, self._screen):
                name = escaped(self._screen.masked(one.ref))
                yield Trouble(f"The name {name}", "", lines, "ref", name)

    def _files(self) -> Iterator[Trouble]:
        desk = self._desk
        clean = CleanTexts(desk.clean, self._policy)
        with Inspector(
            cache=desk.answers,
            behind=desk.cache,
            sandbox=self._sandbox,
            policy=self._policy,
            jobs=1,
        ) as inspector:
            means = Means(
                self._policy, self._screen, inspector, clean, desk.allowed, desk.most, desk.draft
            )
            blobs = Blobs(self._objects, means, self._waivers)
            nowhere = [Place("nowhere", "", "")]
            moved = dict.fromkeys(self._history.places.keys() - self._brought.blobs.keys(), 0)
            for oid, size in (self._brought.blobs | dict(sorted(moved.items()))).items():
                places = self._history.places.get(oid, nowhere)
                for place, lines in blobs.troubles(oid, size, places):
                    yield self._of_file(oid, place, lines)
        clean.save()

    def _of_file(self, oid: str, place: Place, lines: tuple[str, ...]) -> Trouble:
        cure, name = self._history.owner(place.commit or oid)
        return Trouble(shown(place, self._screen), place.commit, lines, cure, name)

    @functools.cache  # noqa: B019 - one push, and the process ends with it
    def _waivers(self) -> tuple[Waiver, ...]:
        """Every waiver in every record that the push brings in."""
        found: list[Waiver] = []
        for oid, places in self._history.places.items():
            if any(one.region == "record" and one.name == RECORD_FILE for one in places):
                found += _waivers_in(self._objects.blob(oid))
        return tuple(found)

    def _judge(self, ref: str, tip: Tip, folder: Path) -> Judged:
        desk = self._desk
        same = desk.basis == basis_of(tip, self._policy.private_digest)
        return judge(
            tip,
            self._objects,
            folder,
            desk.right if same else {},
            lists=self._lists,
            settings=desk.settings,
            sandbox=self._sandbox,
            cache=desk.answers,
            behind=desk.cache,
        )

    def _of_tip(self, ref: str, judged: Judged, told: set[str]) -> Iterator[Trouble]:
        """What the records of a branch come to. What was told of a commit is not told again."""
        update = next(one for one in self._updates if one.ref == ref)
        for problem in sorted({*judged.problems, *judged.report.problems}):
            place = escaped(problem.path)
            # Problems of whole files go on from their path: "… is a stray file".
            what = f"it {problem.what}" if problem.what.startswith(_GOES_ON) else problem.what
            words = f"line {problem.line}: {what}" if problem.line else what
            lines = said("record", words, problem.remedy or "see docs/records.md")
            yield Trouble(place, update.new, lines, "commit", update.short)
        for report in judged.report.files:
            place = escaped(report.path)
            if report.status != "clean" and place not in told:
                lines = tuple(without_path(file_lines(report), report))
                yield Trouble(place, update.new, lines, "commit", update.short)


def _waivers_in(record: bytes) -> Iterator[Waiver]:
    value = YamlFile(RECORD_FILE, record).value
    documents = value.get("documents", ()) if isinstance(value, dict) else ()
    for document in documents if isinstance(documents, tuple) else ():
        several = document.get("waivers", ()) if isinstance(document, dict) else ()
        for one in several if isinstance(several, tuple) else ():
            try:
                yield Waiver.model_validate(one)
            except ValidationError:
                continue  # the record rules say what is wrong with it
