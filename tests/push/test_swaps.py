"""Readers during swaps: each sees the old site or the new one, whole."""

from __future__ import annotations

import hashlib
import http.client
import random
import re
import threading
from pathlib import Path

from disclosurelog.publish.deploy.releases import Releases
from nginx import serving_releases

READERS, SWAPS = 100, 50
_NAME = re.compile(r'"([0-9a-f]{12})"')


class Reader(threading.Thread):
    """Reads like a browser: a page, then what leads to the search, then the files it names."""

    def __init__(
        self,
        port: int,
        pages: set[bytes],
        files: dict[str, str],
        stop: threading.Event,
        seed: int,
    ) -> None:
        super().__init__(daemon=True)
        self._port, self._pages, self._files, self._stop_now = port, pages, files, stop
        self._random = random.Random(seed)
        self.read = self.followed = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            while not self._stop_now.is_set() or self.read == 0:
                self._once(connection)
        except Exception as error:  # whatever it is, it is what a reader would have seen
            self.wrong.append(repr(error))
        finally:
            connection.close()

    def _once(self, connection: http.client.HTTPConnection) -> None:
        if self._get(connection, "/records/area-1/") not in self._pages:
            self.wrong.append("a page that is of no release")
        data = self._get(connection, "/search/index.json")
        for _ in range(3):
            # From the root to a directory, from there to a shard: each names the next by its bytes.
            names = [one for one in _NAME.findall(data.decode()) if one in self._files]
            if not names:
                break
            name = self._random.choice(names)
            data = self._get(connection, f"/{self._files[name]}")
            if hashlib.sha256(data).hexdigest()[:12] != name:
                self.wrong.append("a file of the search that is another one")
            self.followed += 1
        self.read += 1

    def _get(self, connection: http.client.HTTPConnection, path: str) -> bytes:
        connection.request("GET", path)
        answer = connection.getresponse()
        data = answer.read()
        if answer.status != 200:
            self.wrong.append(f"{answer.status} {path}")
        return data


def test_readers_during_swaps(several, tmp_path: Path) -> None:
    server, _, commits = several
    releases = Releases(server.site)
    pages = {(releases.place(one) / "records/area-1/index.html").read_bytes() for one in commits}
    assert len(pages) == len(commits)
    files = {
        path.stem: path.relative_to(releases.place(one)).as_posix()
        for one in commits
        for path in (releases.place(one) / "search").rglob("*.*")
    }
    stop = threading.Event()
    with serving_releases(server.site, tmp_path / "nginx") as port:
        readers = [Reader(port, pages, files, stop, seed) for seed in range(READERS)]
        for reader in readers:
            reader.start()
        for number in range(SWAPS):
            before = sum(reader.read for reader in readers)
            releases.swap(commits[number % len(commits)])
            while sum(r.read for r in readers) == before and any(r.is_alive() for r in readers):
                stop.wait(0.01)
        stop.set()
        for reader in readers:
            reader.join()
    assert {one for reader in readers for one in reader.wrong} == set()
    assert min(reader.read for reader in readers) > 0
    assert min(reader.followed for reader in readers) > 1
