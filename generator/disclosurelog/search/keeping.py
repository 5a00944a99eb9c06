"""What was made of each run, and the shards made of all, kept from build to build.

A run is looked for by a name made of all that was used for it, so what is found is never wrong,
only of no more use. The folder may be deleted at any time, and several builds may use it at once.
The files are signed (`gate.signed`): otherwise what came along with the content could put words
into the search that no check has seen.
"""

from __future__ import annotations

import contextlib
import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain, islice, pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np

from disclosurelog.gate import cachefile
from disclosurelog.gate.signed import SignedFiles
from disclosurelog.search.blocks import Pages
from disclosurelog.search.counting import Counted
from disclosurelog.search.files import SearchFile
from disclosurelog.search.making import Indexed, Made
from disclosurelog.search.passages import FIELDS
from disclosurelog.search.runs import Run, program
from disclosurelog.search.shards import Shard

_MADE: Final = "made"
_COUNTED: Final = "counted"
_SHARDS: Final = "shards"
_MOST: Final = 1 << 30  # bytes of a file; one of long documents takes some 50 MB
_HEAD = struct.Struct(">I")  # the length of the header
_NAME: Final = 24  # hexadecimal digits


class Keep:
    """What is kept in a folder.

    Args:
        folder: Made when something is kept first. None keeps nothing, and so does a folder that
            can't be written.
        runs: The runs of this build.

    Attributes:
        runs: Their names.
    """

    def __init__(self, folder: Path | None, runs: Iterable[Run]) -> None:
        self._folder = folder
        self._files = SignedFiles(folder, "search") if folder else None
        self.runs = [run.name for run in runs]
        self._used = {_file(name, kind) for name in self.runs for kind in (_MADE, _COUNTED)}
        self._there = {path.name for path in folder.glob("*.*")} if folder else set()

    def holds(self, run: str) -> bool:
        """Whether there seems to be what was made of the run of this name."""
        return _file(run, _MADE) in self._there

    def made(self, run: str) -> Made | None:
        """What was made of the run of this name; None where that is not known."""
        header, body = self._load(_file(run, _MADE))
        if header.get("run") != run:
            return None
        files, posted, placed = header["files"], header["postings"], header["places"]
        datas = iter(_parted(body, [one[-1] for one in (*files, *posted, *placed)]))
        found = [SearchFile(uri, next(datas), sha256) for uri, sha256, _ in files]
        postings, places = (
            Pages([first for first, _ in one], list(islice(datas, len(one))))
            for one in (posted, placed)
        )
        indexed = Indexed(header["records"], tuple(header["lengths"]), postings, places)
        return Made(indexed, header["rows"], header["cards"], found)

    def counted(self, keys: set[str]) -> list[Counted]:
        """What was counted of some records in runs that are no longer there."""
        names = [n for n in sorted(self._there - self._used) if n.endswith(f".{_COUNTED}")]
        found = [_counted(*self._load(name), keys) for name in names]
        return [one for one in found if one is not None]

    def shards(self, family: str) -> tuple[Sequence[str], list[Shard]]:
        """The shards of a family that were made last, and the names of their runs, in order.

        None where another program made them: it may have cut them in another way.
        """
        header, body = self._load(f"{family}.{_SHARDS}")
        if header.get("program") != program():
            return [], []
        rows = header["shards"]
        *datas, words = _parted(body, [*(row[2] for row in rows), header["terms"]])
        terms = words.decode().split("\n")
        bounds = pairwise(accumulate((row[3] for row in rows), initial=0))
        found = [
            Shard(SearchFile(uri, data, sha256), terms[a:b])
            for (uri, sha256, _, _), data, (a, b) in zip(rows, datas, bounds, strict=True)
        ]
        return header["runs"], found

    def store(self, run: Run, made: Made, counted: Counted) -> None:
        """Keep what was made and counted of a run."""
        indexed = made.indexed
        header: dict[str, Any] = {
            "run": run.name,
            "records": indexed.records,
            "lengths": indexed.lengths,
            "rows": made.rows,
            "cards": made.cards,
            "files": [(one.uri, one.sha256, len(one.data)) for one in made.files],
            "postings": _sizes(indexed.postings),
            "places": _sizes(indexed.places),
        }
        datas = [one.data for one in made.files]
        datas += [*indexed.postings.pages, *indexed.places.pages]
        self._store(_file(run.name, _MADE), header, datas)
        arrays = (counted.lengths, counted.starts, counted.places, counted.positions, counted.runs)
        datas = [np.ascontiguousarray(one, "<i4").tobytes() for one in arrays]
        header = {"keys": counted.keys, "terms": counted.terms}
        self._store(_file(run.name, _COUNTED), header, datas)

    def store_shards(self, family: str, shards: Sequence[Shard]) -> None:
        """Keep the shards of a family for the next build."""
        words = "\n".join(chain.from_iterable(one.terms for one in shards)).encode()
        rows = [(s.file.uri, s.file.sha256, len(s.file.data), len(s.terms)) for s in shards]
        header = {"program": program(), "runs": self.runs, "shards": rows, "terms": len(words)}
        self._store(f"{family}.{_SHARDS}", header, [*(one.file.data for one in shards), words])

    def sweep(self) -> None:
        """Delete what this build had no use for. What the next one needs counts as used."""
        for name in self._there & self._used:
            cachefile.used(f"{self._folder}/{name}")
        for name in self._there - self._used:
            if self._folder is not None and name.endswith((f".{_MADE}", f".{_COUNTED}", ".terms")):
                with contextlib.suppress(OSError):
                    (self._folder / name).unlink()

    def _store(self, name: str, header: Mapping[str, Any], datas: Sequence[bytes]) -> None:
        if self._files is not None:
            words = json.dumps(header, ensure_ascii=False).encode()
            self._files.store(name, b"".join([_HEAD.pack(len(words)), words, *datas]))

    def _load(self, name: str) -> tuple[dict[str, Any], memoryview]:
        """A file's header and body; an empty header where it can't be believed."""
        data = self._files.load(name, _MOST) if self._files else None
        if data is None:
            return {}, memoryview(b"")
        (size,) = _HEAD.unpack_from(data)
        end = _HEAD.size + size
        return json.loads(bytes(data[_HEAD.size : end])), data[end:]


def _file(run: str, kind: str) -> str:
    return f"{run[:_NAME]}.{kind}"


def _sizes(pages: Pages) -> list[tuple[str, int]]:
    return [(first, len(page)) for first, page in zip(pages.first, pages.pages, strict=True)]


def _parted(body: memoryview, sizes: Iterable[int]) -> list[bytes]:
    return [bytes(body[a:b]) for a, b in pairwise(accumulate(sizes, initial=0))]


def _counted(header: Mapping[str, Any], body: memoryview, wanted: set[str]) -> Counted | None:
    keys, terms = tuple(header.get("keys", ())), tuple(header.get("terms", ()))
    if wanted.isdisjoint(keys):
        return None
    cuts = np.cumsum([len(keys) * len(FIELDS), len(terms) + 1])
    lengths, starts, rest = np.split(np.frombuffer(body, "<i4"), cuts)
    places, positions, runs = np.split(rest, 3)
    return Counted(keys, lengths.reshape(-1, len(FIELDS)), terms, starts, places, positions, runs)
