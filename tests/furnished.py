"""A small log with everything turned on that can stand around a page, and its server."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from projects import CONFIG, RECORD, Project

AWAY = "https://away.example/weather"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
OPTIONS = f"""\
      quick_exit: {{where: sensitive, url: "{AWAY}"}}
      beta: {{show: true}}
      feedback: {{to: /feedback, remember: true}}
      counting: {{to: /count}}
"""
SENSITIVE, PLAIN = "records/area-1/", "records/area-2/"


def furnish(project: Project, options: str = OPTIONS) -> Project:
    """Build a log whose first record is sensitive."""
    project.start(2)
    project.write("mkdocs.yml", CONFIG.replace("nav:", options + "nav:"))
    project.add(1, RECORD.format(number=1, day=3) + "sensitive: true\n")
    project.build()
    return project


class Served:
    """A site on loopback that takes posts.

    Attributes:
        address: Where it is.
        posted: What was posted: path and body.
        told: The headers that came with it.
        failing: Whether posts are answered with an error.
    """

    def __init__(self) -> None:
        self.address = ""
        self.posted: list[tuple[str, str]] = []
        self.told: list[str] = []
        self.failing = False


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a folder under a strict Content-Security-Policy."""
    it = Served()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            pass

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            it.posted.append((self.path, body))
            it.told.append(str(self.headers))
            self.send_response(500 if it.failing else 204)
            self.end_headers()

    handler = functools.partial(Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    it.address = f"http://127.0.0.1:{server.server_address[1]}/"
    try:
        yield it
    finally:
        server.shutdown()
        server.server_close()
