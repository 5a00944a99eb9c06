"""Debian's nginx, serving a folder of releases on loopback as docs/push.md says."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CONFIG = """\
worker_processes 2;
pid {work}/nginx.pid;
error_log {work}/error.log;
daemon off;
{user}
events {{ worker_connections 1024; }}
http {{
  access_log off;
  types {{ text/html html; application/json json; text/css css; text/javascript js; }}
  client_body_temp_path {work}/body;
  proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi;
  scgi_temp_path {work}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {site}/current;
    location /search/ {{ error_page 404 = @kept; }}
    location @kept {{ root {site}/kept; }}
  }}
}}
"""


def install() -> str:
    """The program; brought from Debian's packages where that is allowed."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        # Without its service: a test starts its own, and nothing else does.
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet, capture_output=True)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "nginx-light"],
            check=True,
            env={**quiet, "RUNLEVEL": "1"},
            capture_output=True,
        )
        found = shutil.which("nginx", path="/usr/sbin")
    assert found, "this test needs a web server. Type: sudo apt-get install nginx-light"
    return found


@contextmanager
def serving_releases(site: Path, work: Path) -> Iterator[int]:
    """Serve `current` in a folder of releases. Gives the port."""
    program = install()
    work.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    user = "user root;" if os.geteuid() == 0 else ""
    config = work / "nginx.conf"
    config.write_text(_CONFIG.format(work=work, port=port, site=site, user=user))
    with subprocess.Popen([program, "-c", str(config), "-e", str(work / "error.log")]) as process:
        try:
            _wait(port, process)
            yield port
        finally:
            process.terminate()
            process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the web server ended at once"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the web server never answered")
