"""A small log in a folder of its own, and a way to build it as a person would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pdfs

CONFIG = """\
site_name: Test log
site_url: https://log.example/
docs_dir: content/pages
theme: {name: material}
plugins:
  - disclosurelog:
      page_size: 5
      authority: {name: Test Authority, email: foi@log.example}
nav: [About: about.md]
"""

RECORD = """\
schema: 1
reference: "T/{number}"
title: Gritting routes {number}
summary: The routes of area {number} were released.
laws: [uk-foia-2000]
received: 2024-01-02
responded: 2024-01-{day:02}
published: 2024-03-01
request:
  text: Please send me the gritting routes of area {number}.
outcome: granted-in-full
response:
  text: The routes are attached.
documents:
  - {{file: routes.pdf, title: Routes of area {number}}}
"""

Run = subprocess.CompletedProcess[str]


class Project:
    """A folder with `content/` and `mkdocs.yml`, as an adopter has it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.content = path / "content"
        self.site = path / "site"

    def write(self, name: str, data: str | bytes) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def start(self, records: int = 3) -> Project:
        self.write("mkdocs.yml", CONFIG)
        self.write("content/pages/about.md", "# About\n\nThis is about the log.\n")
        (self.content / "records").mkdir(exist_ok=True)
        for number in range(1, records + 1):
            self.add(number)
        return self

    def add(self, number: int, text: str | None = None, pdf: bytes | None = None) -> Path:
        folder = f"content/records/2024/area-{number}"
        self.write(f"{folder}/record.yaml", text or RECORD.format(number=number, day=number + 2))
        self.write(f"{folder}/routes.pdf", pdf if pdf is not None else pdfs.letter())
        return self.path / folder

    def run(self, *command: str, **environment: str) -> Run:
        """Run a command of this environment in the project's folder."""
        return subprocess.run(
            [sys.executable, "-m", *command],
            cwd=self.path,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    def build(self, *options: str) -> Run:
        done = self.run("disclosurelog", "build", *options)
        assert done.returncode == 0, done.stderr
        return done

    def tree(self, site: Path | None = None) -> dict[str, bytes]:
        top = site or self.site
        return {
            path.relative_to(top).as_posix(): path.read_bytes()
            for path in sorted(top.rglob("*"))
            if path.is_file()
        }
