"""What happens to one file, in a child of its own that ends with it.

The child gets the document's bytes as an open descriptor and sends one answer. It never learns
the document's name: only its suffix, which a rule compares with its bytes.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from disclosurelog.checks.policy import Policy
from disclosurelog.checks.registry import run_rules
from disclosurelog.checks.rule import BLOCK, Finding, Rule
from disclosurelog.files.facts import FileFacts
from disclosurelog.files.kinds import HEAD, kind_of
from disclosurelog.files.refusal import Unreadable
from disclosurelog.gate.confine import be_first_to_go, confine, die_with
from disclosurelog.gate.jobs import JOBS
from disclosurelog.gate.limits import Limits
from disclosurelog.gate.line import FAILED, NO_MEMORY, NO_WALLS, OK
from disclosurelog.gate.wire import Answer, encode, sizes_of

Reader = Callable[..., FileFacts]


@dataclass(frozen=True, slots=True)
class Work:
    """What every child of a server has in common."""

    limits: Limits
    level: str
    readable: int | None
    reader: Reader
    rules: Sequence[Rule]
    policy: Policy


def run(work: Work, document: int, answer: int, message: Mapping[str, Any], server: int) -> None:
    """Read, check, answer, and end this process. Never returns.

    Args:
        work: What to do it with.
        document: Descriptor of the bytes.
        answer: Descriptor of the pipe to the parent.
        message: What the parent asks: the suffix of the document's name with its dot, or a job.
        server: Process number of the server that forked this child.
    """
    code = NO_WALLS
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _close_all_but({document, answer} | ({work.readable} if work.readable else set()))
        die_with(server)
        be_first_to_go()
        confine(work.limits, work.level, work.readable)
        code = FAILED
        _send(answer, _done(work, document, message))
        code = OK
    except MemoryError:
        code = NO_MEMORY
    finally:
        # No clean-up and no words: a traceback could hold what the document hides.
        os._exit(code)


def _close_all_but(kept: set[int]) -> None:
    """Close every descriptor but these, the server's own door among them."""
    below = 3
    for one in sorted(kept):
        os.closerange(below, one)
        below = one + 1
    os.closerange(below, max(os.sysconf("SC_OPEN_MAX"), 1024))


def _done(work: Work, document: int, message: Mapping[str, Any]) -> bytes:
    job = message.get("job")
    if job is None:
        return _answer(work, document, message["suffix"])
    return JOBS[job](Path(f"/proc/self/fd/{document}"), work.limits, message["wish"])


def _answer(work: Work, document: int, suffix: str) -> bytes:
    path = Path(f"/proc/self/fd/{document}")
    try:
        facts = replace(work.reader(path, limits=work.limits.read), suffix=suffix)
    except Unreadable as refusal:
        return _refused(work, document, suffix, refusal)
    results = run_rules(facts, work.rules, policy=work.policy)
    answer = Answer(
        facts.sha256,
        facts.kind,
        facts.page_count,
        _bounded(results.findings, work.limits.findings),
        results.verdicts,
        b"",
        sizes=sizes_of((page.width, page.height) for page in facts.pages),
    )
    return encode(answer, facts.visible_text)


def _refused(work: Work, document: int, suffix: str, refusal: Unreadable) -> bytes:
    """An answer for what can't be read. That its name lies (F002) can be told all the same."""
    kind = kind_of(os.pread(document, HEAD, 0))
    facts = FileFacts(kind=kind, suffix=suffix, sha256="0", size=0, page_count=0)
    named = [rule for rule in work.rules if rule.code == "F002"]
    findings = [one for one in run_rules(facts, named).findings if one.rule == "F002"]
    answer = Answer("0", kind, 0, tuple(findings), (), b"", (refusal.what, refusal.remedy))
    return encode(answer, ())


def _bounded(findings: tuple[Finding, ...], most: int) -> tuple[Finding, ...]:
    """At most so many findings, those that block first, and one that says what is left out."""
    if len(findings) <= most:
        return findings
    kept = sorted(findings, key=lambda one: (one.severity != BLOCK, one.sort_key))[:most]
    left_out = Finding(
        "F001",
        BLOCK,
        None,
        None,
        f"there are {len(findings) - most:,} more findings in this file than are told here",
        "mend what is told and check the file again, or make the file anew from its original",
    )
    return tuple(sorted([*kept, left_out]))


def _send(pipe: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(pipe, view) :]
