"""The gate: a log goes in, and either a checked log comes out or everything that stops it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from disclosurelog.checks.policy import Policy
from disclosurelog.errors import CannotRun, Problem, Refused
from disclosurelog.gate.cache import cache_folder
from disclosurelog.gate.certificates import Certificate, certify, merged
from disclosurelog.gate.checked import (
    CheckedDocument,
    CheckedLog,
    DocumentValues,
    LogValues,
    _seal_document,
    _seal_log,
)
from disclosurelog.gate.cleantexts import CleanTexts
from disclosurelog.gate.filereport import FileReport
from disclosurelog.gate.inspector import Inspector, Progress
from disclosurelog.gate.limits import Limits
from disclosurelog.gate.policies import policy_of
from disclosurelog.gate.recordwords import masked, name_problem, record_problems, totals_problems
from disclosurelog.gate.report import CheckReport
from disclosurelog.gate.sandbox import Sandbox
from disclosurelog.gate.screening import Screen
from disclosurelog.gate.subjects import Subject, of_entry, of_paths, stale_waivers
from disclosurelog.gate.waivers import apply_waivers
from disclosurelog.law import load_laws
from disclosurelog.records import Entry, Log, Settings, laws_of
from disclosurelog.records.many import no_collection


class GateRefused(Refused):
    """Files of the log may not be published: every finding of every file at once.

    Args:
        report: What the check came to.
    """

    def __init__(self, report: CheckReport) -> None:
        self.report = report
        super().__init__("files of this log may not be published", "see each file")

    def __str__(self) -> str:
        return self.report.to_text()


def check_log(
    log: Log,
    *,
    cache: Path | None = None,
    limits: Limits | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    sandbox: Sandbox | None = None,
) -> CheckedLog:
    """Check every file of every record, those that are held back included.

    Args:
        log: The log as it was read.
        cache: Where answers are kept, as `cache_folder` says; None to look at everything anew.
        limits: What one file may cost.
        jobs: How many files are looked at at once; None for as many as there are processors.
        progress: Called after each file.
        sandbox: One to use, with its own limits, and to leave open; None for one of its own.

    Raises:
        GateRefused: A file or a record's text may not be published, or a waiver allows nothing.
        CannotRun: Nothing can be checked on this machine, or something is withheld and its key
            is not here.
    """
    policy = policy_of(log.settings, log.content, log.laws)
    screen = Screen(policy.withheld)
    entries = (*log.entries, *log.held_back)
    with (
        Inspector(
            limits=limits, cache=cache, jobs=jobs, sandbox=sandbox, policy=policy
        ) as inspector,
        no_collection(len(entries), first=False),
    ):
        subjects = [subject for entry in entries for subject in of_entry(entry)]
        reports, problems = _look(inspector, subjects, screen, progress, whole=True)
        problems += [problem for entry in entries for problem in stale_waivers(entry)]
        problems += _record_problems([(one, Path()) for one in entries], policy, screen, cache)
        problems += totals_problems(log.totals, policy, screen, log.content, Path())
        report = _report(inspector, reports, problems, screen)
        if report.blocked:
            raise GateRefused(report)
        return _checked(log, subjects, report, reports, screen)


def _checked(
    log: Log,
    subjects: Sequence[Subject],
    report: CheckReport,
    reports: Sequence[FileReport],
    screen: Screen,
) -> CheckedLog:
    """The checked log of a log in which nothing is blocked; `reports` as `_look` gives them."""
    public = {entry.slug for entry in log.entries}
    kept = [
        (subject.entry.slug, subject, one)
        for subject, one in zip(subjects, reports, strict=True)
        if subject.entry is not None and subject.entry.slug in public
    ]
    certificates: dict[str, Certificate] = {}
    for _, subject, one in kept:
        known = certificates.get(one.sha256)
        if known is None:
            certificates[one.sha256] = certify(one, subject.waivers)
        elif subject.waivers:
            certificates[one.sha256] = merged(known, certify(one, subject.waivers))
    documents: dict[tuple[str, str], CheckedDocument] = {}
    hashes: dict[tuple[str, str], str] = {}
    for slug, subject, one in kept:
        key = slug, subject.file
        certificate = certificates[one.sha256]
        documents[key] = _seal_document(DocumentValues(*key, subject.where, one, certificate))
        hashes[key] = one.sha256
    by_hash = dict(sorted(certificates.items()))
    return _seal_log(
        LogValues(log, documents, hashes, by_hash, report.ruleset, report.note, screen)
    )


def check_paths(
    paths: Iterable[Path],
    *,
    cache: Path | None = None,
    fresh: bool = False,
    limits: Limits | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    sandbox: Sandbox | None = None,
    settings: Settings | None = None,
    content: Path | None = None,
    behind: Path | None = None,
) -> CheckReport:
    """Check files, record folders and content folders. Waivers count where their record is named.

    Args:
        paths: What to check.
        cache: Where answers are kept; None for beside the first content folder among the paths,
            and nowhere if there is none.
        fresh: Whether to look at everything anew.
        limits: What one file may cost.
        jobs: How many files are looked at at once; None for as many as there are processors.
        progress: Called after each file.
        sandbox: One to use, with its own limits, and to leave open; None for one of its own.
        settings: What mkdocs.yml says of the authority; None where there is none.
        content: The content folder whose lists of withheld words count; None for the first among
            the paths.
        behind: A second folder of answers, which is read and never written.

    Raises:
        CannotRun: No path is given, or nothing can be checked on this machine, or something is
            withheld and its key is not here.
        LawError: A law that the content brings with it can't be used.
    """
    given = list(paths)
    if not given:
        raise CannotRun("nothing is named to be checked", "name files or folders")
    found = of_paths(given, keep=cache is None and not fresh)
    if cache is None and found.cache_beside is not None:
        cache = cache_folder(found.cache_beside)
    content = content or found.cache_beside
    laws = load_laws() if content is None else laws_of(content)
    policy = policy_of(settings, content, laws)
    screen = Screen(policy.withheld)
    cache = None if fresh else cache
    with Inspector(
        limits=limits, cache=cache, jobs=jobs, sandbox=sandbox, policy=policy, behind=behind
    ) as inspector:
        reports, problems = _look(inspector, found.files, screen, progress)
        problems += found.problems
        problems += _record_problems(found.entries, policy, screen, cache)
        for folder, totals in found.totals:
            problems += totals_problems(totals, policy, screen, folder, folder)
        return _report(inspector, reports, problems, screen)


def _look(
    inspector: Inspector,
    subjects: Sequence[Subject],
    screen: Screen,
    progress: Progress | None,
    *,
    whole: bool = False,
) -> tuple[list[FileReport], list[Problem]]:
    """Look at every file and apply its waivers. Reports come in the order of the subjects."""
    files: list[tuple[Path | str, str]] = [
        (subject.where, screen.masked(subject.shown)) for subject in subjects
    ]
    reports: list[FileReport] = []
    names = () if screen.idle else (name_problem(one.shown, screen) for one in subjects)
    problems = [problem for problem in names if problem is not None]
    looked = inspector.inspect_all(files, progress, whole=whole)
    for subject, report in zip(subjects, looked, strict=True):
        judged, misfits = apply_waivers(report, subject.waivers)
        reports.append(judged)
        problems += [subject.problem(one.number, one.what, one.remedy) for one in misfits]
    return reports, problems


def _record_problems(
    entries: Iterable[tuple[Entry, Path]], policy: Policy, screen: Screen, cache: Path | None
) -> list[Problem]:
    """What is wrong with the words of records, given with what comes before their paths."""
    known = CleanTexts(cache, policy)
    found = [
        problem
        for entry, above in entries
        for problem in record_problems(entry, policy, screen, above, known)
    ]
    known.save()
    return found


def _report(
    inspector: Inspector,
    reports: Iterable[FileReport],
    problems: Iterable[Problem],
    screen: Screen,
) -> CheckReport:
    problems = {masked(one, screen) for one in problems}
    files = tuple(sorted(reports, key=lambda one: one.path))
    return CheckReport(inspector.ruleset, files, tuple(sorted(problems)), inspector.note)
