"""Real web servers on loopback, with the files that `disclosurelog headers` makes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from disclosurelog.publish.hosting import Place, caddy_site, nginx_site

MAIN = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
CADDY = "{\n\tadmin off\n\tauto_https off\n}\n"


@contextmanager
def nginx(site: Path, folder: Path) -> Iterator[str]:
    """Show a site by Debian's nginx; its address.

    Args:
        site: The site.
        folder: An empty folder for what nginx writes.
    """
    program = _found("nginx", "nginx-light")
    port = _free_port()
    made = nginx_site(Place("localhost", "", str(site)), (f"127.0.0.1:{port}",))
    (folder / "site.conf").write_text(made, encoding="utf-8")
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder), encoding="utf-8")
    command = (program, "-p", str(folder), "-e", "error.log", "-c", str(folder / "nginx.conf"))
    with _running(command, port, folder):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def caddy(site: Path, folder: Path) -> Iterator[str]:
    """Show a site by Caddy, where it is installed; its address."""
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("Caddy is not installed. To try its file too: apt-get install caddy")
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    made = CADDY + caddy_site(Place("localhost", "", str(site)), address)
    (folder / "Caddyfile").write_text(made, encoding="utf-8")
    config = str(folder / "Caddyfile")
    with _running((program, "run", "--adapter", "caddyfile", "--config", config), port, folder):
        yield address


def _found(name: str, package: str) -> str:
    program = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        told = f"{name} is not installed. Type: sudo apt-get install {package}"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    return program


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def _running(command: Sequence[str], port: int, folder: Path) -> Iterator[None]:
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            command,
            stdout=said,
            stderr=said,
            env={**os.environ, "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)},
        )
    try:
        for _ in range(200):
            assert process.poll() is None, (folder / "said.txt").read_text(encoding="utf-8")
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt").close()
                break
            except urllib.error.URLError:
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)
