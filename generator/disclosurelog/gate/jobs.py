"""What a child can do with a file besides checking it, by name.

A job runs behind the same walls and within the same limits as a check. It gets the document's
path, the limits and the wish of the parent, and returns bytes. The parent trusts none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from disclosurelog.gate.flatjob import flatten
from disclosurelog.gate.imagejob import images
from disclosurelog.gate.limits import Limits
from disclosurelog.gate.picture import draw
from disclosurelog.gate.textsjob import texts

Job = Callable[[Path, Limits, Mapping[str, Any]], bytes]

JOBS: dict[str, Job] = {"flatten": flatten, "draw": draw, "texts": texts, "images": images}
