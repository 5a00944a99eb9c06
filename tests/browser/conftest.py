"""A real browser, and a loopback server that serves a tree as a static host does."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from asking import Asker, make
from projects import Project
from searchserver import serving
from webservers import nginx


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve a folder on loopback; returns its address."""
    servers = []

    def start(folder: Path) -> str:
        handler = functools.partial(Handler, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A log that the worker is asked about."""
    project = Project(tmp_path_factory.mktemp("worker"))
    make(project)
    return project


@pytest.fixture(scope="session")
def asker(built: Project, browser: Browser) -> Iterator[Asker]:
    with serving(built.site) as server:
        yield Asker(browser, server)


@pytest.fixture
def site(built: Project, tmp_path: Path) -> Path:
    """A copy of the log's site that a test may break."""
    return Path(shutil.copytree(built.site, tmp_path / "site"))


@pytest.fixture
def fresh(site: Path, browser: Browser) -> Iterator[Asker]:
    with serving(site) as server:
        yield Asker(browser, server)


@pytest.fixture(scope="session")
def hosted(samples: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample log by a real web server, with the headers that hosts are given; its address."""
    with nginx(samples.site, tmp_path_factory.mktemp("nginx")) as address:
        yield address
