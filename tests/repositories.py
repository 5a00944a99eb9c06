"""Real repositories: a bare one behind the gate, clones to work in, git over file and http."""

from __future__ import annotations

import contextlib
import http.server
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pdfs
from disclosurelog.publish import verify_site
from projects import CONFIG, RECORD

Done = subprocess.CompletedProcess[str]

#: Nothing of whoever runs the tests; the same names and days in every commit.
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "FOI Team",
    "GIT_AUTHOR_EMAIL": "foi@log.example",
    "GIT_COMMITTER_NAME": "FOI Team",
    "GIT_COMMITTER_EMAIL": "foi@log.example",
    "GIT_AUTHOR_DATE": "2024-03-02T12:00:00+00:00",
    "GIT_COMMITTER_DATE": "2024-03-02T12:00:00+00:00",
    "GIT_TERMINAL_PROMPT": "0",
}

#: A file with words under a black box.
LEAK = pdfs.letter(pdfs.LINE + pdfs.BOX)
CLEAN = pdfs.letter()
ROUTES = "content/records/2024/area-1/routes.pdf"


class Clone:
    """A folder to work in, whose `origin` is a repository behind the gate."""

    def __init__(self, path: Path, origin: str, home: Path) -> None:
        self.path = path
        self.environment = {**ENVIRONMENT, "HOME": str(home)}
        path.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch", "main")
        self.git("remote", "add", "origin", origin)

    def try_git(self, *arguments: str, given: bytes = b"", **more: str) -> Done:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            env={**self.environment, **more},
            input=given,
            capture_output=True,
            check=False,
            timeout=300,
        )
        return subprocess.CompletedProcess(
            done.args,
            done.returncode,
            done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"),
        )

    def git(self, *arguments: str, given: bytes = b"", **more: str) -> str:
        done = self.try_git(*arguments, given=given, **more)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, name: str, data: str | bytes) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def start(self, records: int = 2) -> Clone:
        self.write("content/pages/about.md", "# About\n\nThis is about the log.\n")
        for number in range(1, records + 1):
            self.add_record(number)
        self.commit("Start")
        return self

    def add_record(self, number: int, pdf: bytes = CLEAN, text: str | None = None) -> str:
        folder = f"content/records/2024/area-{number}"
        self.write(f"{folder}/record.yaml", text or RECORD.format(number=number, day=number + 2))
        self.write(f"{folder}/routes.pdf", pdf)
        return folder

    def commit(self, message: str = "Change") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

    def push(self, *arguments: str) -> Done:
        return self.try_git("push", "origin", *(arguments or ("HEAD:refs/heads/main",)))

    def hash(self, data: bytes, kind: str = "blob") -> str:
        """Put an object into the repository, whatever it is."""
        return self.git("hash-object", "-w", "--stdin", "--literally", "-t", kind, given=data)


class Served:
    """A bare repository behind the gate.

    Attributes:
        path: Where it lies.
        home: The gate's folder in it.
        site: Where releases go, if they go anywhere.
    """

    def __init__(self, place: Path) -> None:
        self.place = place
        self.path = place / "log.git"
        self.home = self.path / "disclosurelog"
        self.site = place / "www"
        self.user = place / "home"
        self.user.mkdir(parents=True)
        self.environment = {**ENVIRONMENT, "HOME": str(self.user)}
        self.config = place / "etc" / "mkdocs.yml"
        self.config.parent.mkdir()
        self.config.write_text(CONFIG)
        self.git(
            "init", "--quiet", "--bare", "--initial-branch", "main", str(self.path), bare=False
        )

    def run(self, *command: str, given: str | None = None, **more: str) -> Done:
        """Run a command of the program on the server."""
        return subprocess.run(
            [sys.executable, "-m", "disclosurelog", *command],
            cwd=self.place,
            env={**self.environment, **more},
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def install(self, *options: str, expect: int = 0) -> Done:
        done = self.run("hook", "install", str(self.path), "--config", str(self.config), *options)
        assert done.returncode == expect, done.stderr
        return done

    def git(self, *arguments: str, bare: bool = True, given: bytes = b"") -> str:
        done = subprocess.run(
            ["git", *(("--git-dir", str(self.path)) if bare else ()), *arguments],
            cwd=self.place,
            env=self.environment,
            input=given,
            capture_output=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.decode("utf-8", "replace").strip()

    def has(self, oid: str) -> bool:
        """Whether an object is in the repository, led to or not."""
        done = subprocess.run(
            ["git", "--git-dir", str(self.path), "cat-file", "-e", oid],
            env=self.environment,
            capture_output=True,
            check=False,
        )
        return done.returncode == 0

    def refs(self) -> dict[str, str]:
        told = self.git("for-each-ref", "--format=%(refname) %(objectname)")
        return dict(line.split() for line in told.splitlines())

    def clone(self, name: str = "desk", origin: str | None = None) -> Clone:
        return Clone(self.place / name, origin or self.path.as_uri(), self.user)

    def holds(self, *secrets: bytes) -> list[str]:
        """The files of the repository and the gate in which any of these bytes stand."""
        files = [path for path in sorted(self.path.rglob("*")) if path.is_file()]
        return [
            str(path.relative_to(self.path))
            for path in files
            if any(one in path.read_bytes() for one in secrets)
        ]

    @contextmanager
    def over_http(self) -> Iterator[str]:
        """Serve the repository with git's own http backend on loopback. Gives its address."""
        environment = {
            **self.environment,
            "GIT_PROJECT_ROOT": str(self.place),
            "GIT_HTTP_EXPORT_ALL": "1",
        }
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(environment)) as server:
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_address[1]}/log.git"
            finally:
                server.shutdown()
                thread.join()


def _handler(environment: dict[str, str]) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *arguments: object) -> None:
            pass

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def _body(self) -> bytes:
            if self.headers.get("Transfer-Encoding", "") != "chunked":
                return self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = []
            while size := int(self.rfile.readline(), 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)

        def _serve(self) -> None:
            path, _, query = self.path.partition("?")
            given = self._body()
            done = subprocess.run(
                ["git", "http-backend"],
                env={
                    **environment,
                    "REQUEST_METHOD": self.command,
                    "PATH_INFO": path,
                    "QUERY_STRING": query,
                    "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                    "CONTENT_LENGTH": str(len(given)),
                    "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                    "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                    "REMOTE_USER": "officer",
                    "REMOTE_ADDR": "127.0.0.1",
                },
                input=given,
                capture_output=True,
                check=False,
            )
            head, _, body = done.stdout.partition(b"\r\n\r\n")
            lines = [line.split(": ", 1) for line in head.decode().split("\r\n") if ": " in line]
            headers = dict(lines)
            self.send_response(int(headers.pop("Status", "200 OK").split()[0]))
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def change(desk: Clone, word: str) -> str:
    """Commit a log whose first record has another title. Returns the commit's name."""
    text = RECORD.format(number=1, day=3).replace("Gritting routes", f"{word} routes")
    desk.add_record(1, text=text)
    return desk.commit(word)


def kill_within(
    seconds: float, command: list[str], environment: dict[str, str], place: Path | None = None
) -> None:
    """Run a command, and end it and all that it started where it takes longer than that."""
    with subprocess.Popen(
        command,
        cwd=place,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def live_and_whole(server: Served, allowed: set[str]) -> str:
    """What is live: one of these, and every file of it as it should be."""
    live = (server.site / "current").resolve()
    assert live.name in allowed
    assert verify_site(live) == []
    return live.name
