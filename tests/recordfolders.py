"""Two small records, and a content folder to put them into."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosurelog.errors import ContentRefused, Problem
from disclosurelog.records import Log, Settings, load_log

PLAIN = """\
schema: 1
reference: "T/1"
title: Winter gritting routes
summary: The routes were released.
laws: [uk-foia-2000]
received: 2024-01-02
responded: 2024-01-20
published: 2024-01-25
request:
  text: Please send me the gritting routes.
outcome: granted-in-full
response:
  text: The routes are attached.
"""

REFUSED = """\
schema: 1
reference: "T/2"
title: Alarm codes
summary: The codes were refused.
laws: [uk-foia-2000]
received: 2024-01-02
responded: 2024-01-20
published: 2024-01-25
request:
  text: Please send me the alarm codes.
outcome: refused
citations:
  - cite: Section 31(1)(a)
    likelihood: would
    harm: A burglar could switch the alarms off.
    public_interest:
      for: The public pays for the alarms.
      against: Crime would be easier.
      balance: It favours withholding.
refusal_notice:
  provision: Section 17(1)
  review: Write to us within 40 working days.
  regulator: Complain to the Information Commissioner.
response:
  text: We cannot release the codes.
"""


class Folder:
    """A content folder that a test fills."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, text: str | bytes, slug: str = "one", year: str = "2024", **files: bytes) -> Path:
        folder = self.path / "records" / year / slug
        folder.mkdir(parents=True, exist_ok=True)
        data = text.encode() if isinstance(text, str) else text
        (folder / "record.yaml").write_bytes(data)
        for name, content in files.items():
            (folder / name.replace("_pdf", ".pdf")).write_bytes(content)
        return folder

    def load(self) -> Log:
        return load_log(self.path, Settings())

    def problems(self) -> list[Problem]:
        with pytest.raises(ContentRefused) as caught:
            self.load()
        return list(caught.value.problems)

    def the_problem(self) -> Problem:
        problems = self.problems()
        assert len(problems) == 1, "\n".join(map(str, problems))
        return problems[0]
