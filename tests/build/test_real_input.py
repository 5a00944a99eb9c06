"""Real releases that nobody here wrote, as the documents of records, through the whole build.

What was seen in them page by page is told in `tests/files/test_real_releases.py`: nothing is found,
and nothing is there to be found. Here the build ends, every page of every file is read, and the
files come out as they went in.
"""

from __future__ import annotations

import json

import pytest
from pypdf import PdfReader

RECORD = """\
schema: 1
reference: "R/{number}"
title: Release {number}
summary: A file that another body released.
laws: [us-foia]
received: 2024-01-02
responded: 2024-01-20
published: 2024-03-01
request:
  text: Please send me release {number}.
outcome: granted-in-full
response:
  text: The file is attached.
documents:
  - {{file: routes.pdf, title: Release {number}}}
"""


@pytest.mark.slow
def test_real_releases_are_published_whole(project, shared) -> None:
    releases = sorted((shared / "real" / "pdfs").glob("*.pdf"))
    if len(releases) < 18:
        pytest.skip("the real releases are not beside this checkout")
    project.start(0)
    for number, path in enumerate(releases, 1):
        project.add(number, text=RECORD.format(number=number), pdf=path.read_bytes())
    project.build()
    tree = project.tree()
    for number, path in enumerate(releases, 1):
        address = f"records/area-{number}"
        assert tree[f"{address}/routes.pdf"] == path.read_bytes()
        pages = len(PdfReader(path).pages)
        word = "page" if pages == 1 else "pages"
        assert f"{pages} {word}" in tree[f"{address}/index.html"].decode()
    certificates = [json.loads(d) for u, d in tree.items() if u.startswith("certificates/")]
    assert len(certificates) == len(releases)
