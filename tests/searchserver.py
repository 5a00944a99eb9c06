"""Serves the search as a strict static host does, and breaks files when it is told to."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'"


class Server:
    """A folder on loopback.

    Attributes:
        address: Where it is.
        broken: For a part of a path, the statuses to answer with, one after another; when they are
            used up, the file comes.
        asked: The paths that were asked for, and the bytes that went over the wire for each.
        sent: When each file was sent, in seconds since 1970.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.broken: dict[str, list[int]] = {}
        self.asked: list[tuple[str, int]] = []
        self.sent: list[float] = []

    def status(self, path: str) -> int | None:
        for part, statuses in self.broken.items():
            if part in path and statuses:
                return statuses.pop(0)
        return None


@contextmanager
def serving(folder: Path, policy: str = POLICY) -> Iterator[Server]:
    """Serve a folder with gzip and a Content-Security-Policy."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            pass

        def end_headers(self) -> None:
            if policy:
                self.send_header("Content-Security-Policy", policy)
            super().end_headers()

        def do_GET(self) -> None:
            status = server.status(self.path)
            if status is not None:
                server.asked.append((self.path, 0))
                server.sent.append(time.time())
                self.send_error(status)
                return
            path = Path(self.translate_path(self.path))
            if path.is_dir():
                path /= "index.html"
            if not path.is_file():
                self.send_error(404)
                return
            data = gzip.compress(path.read_bytes())
            server.asked.append((self.path, len(data)))
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(str(path)))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            server.sent.append(time.time())
            self.wfile.write(data)

    handler = functools.partial(Handler, directory=str(folder))
    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server = Server(f"http://127.0.0.1:{httpd.server_address[1]}")
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield server
    httpd.shutdown()
    httpd.server_close()
