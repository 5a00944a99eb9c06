"""Readers during swaps, and kills at any moment: the site is the old one or the new one, whole."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import random
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from disclosurelog.publish import verify_site
from disclosurelog.publish.deploy.releases import Releases
from nginx import serving_releases
from projects import RECORD
from repositories import Clone, Served

READERS, SWAPS, KILLS = 100, 50, 100
_NAME = re.compile(r'"([0-9a-f]{12})"')


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> tuple[Served, Clone, list[str]]:
    """A server with three releases of one log that was changed in between."""
    server = Served(tmp_path_factory.mktemp("swaps") / "srv")
    server.install("--site", str(server.site))
    desk = server.clone().start()
    commits = []
    for word in ("Gritting", "Salting", "Ploughing"):
        commits.append(_change(desk, word))
        done = desk.push()
        assert done.returncode == 0, done.stderr
    return server, desk, commits


def _change(desk: Clone, word: str) -> str:
    text = RECORD.format(number=1, day=3).replace("Gritting routes", f"{word} routes")
    desk.add_record(1, text=text)
    return desk.commit(word)


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
    assert [one for reader in readers for one in reader.wrong] == []
    assert min(reader.read for reader in readers) > 0
    assert min(reader.followed for reader in readers) > 1


def _whole(server: Served, allowed: set[str]) -> str:
    live = (server.site / "current").resolve()
    assert live.name in allowed
    assert verify_site(live) == []
    return live.name


@pytest.mark.slow
def test_killed_while_it_builds(several) -> None:
    """Each time the next run finds what the last one left, and at last it is live."""
    server, desk, _ = several
    choose = random.Random(1)
    old = (server.site / "current").resolve().name
    new = _change(desk, "Killed")
    server.git("fetch", "--quiet", str(desk.path), f"{new}:refs/heads/main")
    command = [sys.executable, "-m", "disclosurelog", "deploy", str(server.path)]
    longest = 8.0
    for _ in range(KILLS // 2):
        with subprocess.Popen(
            command,
            env=server.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(choose.uniform(0.0, longest))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        if _whole(server, {old, new}) == new:
            # Once it is live the next kill shall hit another build.
            old, new = new, _change(desk, f"Killed {choose.random()}")
            server.git("fetch", "--quiet", str(desk.path), f"{new}:refs/heads/main")
    done = server.run("deploy", str(server.path))
    assert done.returncode == 0, done.stderr
    assert _whole(server, {new}) == new
    left = [path.name for path in (server.site / "releases").iterdir()]
    assert [name for name in left if name.startswith(".")] == []


@pytest.mark.slow
def test_killed_while_it_receives(several) -> None:
    server, desk, _ = several
    server.run("deploy", str(server.path))
    choose = random.Random(2)
    for number in range(KILLS // 2):
        old_ref = server.refs()["refs/heads/main"]
        old = (server.site / "current").resolve().name
        new = _change(desk, f"Received {number}")
        with subprocess.Popen(
            ["git", "push", "--quiet", "origin", "HEAD:refs/heads/main"],
            cwd=desk.path,
            env=desk.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(choose.uniform(0.0, 10.0))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        assert server.refs()["refs/heads/main"] in {old_ref, new}
        _whole(server, {old, old_ref, new})
        (server.path / "refs/heads/main.lock").unlink(missing_ok=True)  # as git itself advises
    _change(desk, "At last")
    done = desk.push()
    assert done.returncode == 0, done.stderr
    assert _whole(server, {desk.git("rev-parse", "HEAD")})
    assert list((server.home / "drafts").iterdir()) == []
