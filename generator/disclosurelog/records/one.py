"""Loads one record folder: YAML, model, citations, rules between fields, files, clock."""

from __future__ import annotations

from collections.abc import Mapping

from disclosurelog.errors import Problem
from disclosurelog.law import Clock, ClockError, Law, parse, run_clock
from disclosurelog.law import ClockEvent as Event
from disclosurelog.records import consistent, lawful
from disclosurelog.records.entry import Entry
from disclosurelog.records.folder import RECORD_FILE, RecordFolder
from disclosurelog.records.problems import build
from disclosurelog.records.record import Record
from disclosurelog.records.resolve import Resolver
from disclosurelog.records.yamlfile import YamlFile, read_yaml


def load_entry(folder: RecordFolder, laws: Mapping[str, Law]) -> tuple[Entry | None, list[Problem]]:
    """Load one record folder; None and every problem where it cannot be published."""
    shown = f"{folder.shown}/{RECORD_FILE}"
    try:
        source = read_yaml(folder.path / RECORD_FILE, shown)
    except OSError:
        problem = Problem(shown, 0, 0, "the file cannot be opened", "check its permissions")
        return None, [problem]
    return read_entry(folder, source, laws)


def read_entry(
    folder: RecordFolder, source: YamlFile, laws: Mapping[str, Law]
) -> tuple[Entry | None, list[Problem]]:
    """The same for a `record.yaml` that was read, or is still to be written into its folder."""
    shown = source.path
    record, problems = build(Record, source)
    if record is None:
        return None, problems
    resolver = Resolver(record, source, laws)
    cited = resolver.cited()
    resolver.check_others()
    problems = resolver.problems
    wrong = [one for rule in consistent.RULES for one in rule(record)]
    # A tombstone keeps no reasons, so the duty to give them has nothing left to bite on.
    if record.status != "withdrawn":
        wrong += [one for law_rule in lawful.RULES for one in law_rule(record, cited)]
    problems += [source.problem(*one) for one in wrong]
    problems += _files(folder, record, source)
    if problems or not resolver.laws:
        return None, problems
    try:
        clock = _clock(record, resolver.laws[0])
    except ClockError as error:
        return None, [source.problem(("clock",), error.what, error.remedy)]
    place = (folder.slug, folder.path, shown)
    return Entry(*place, record, resolver.laws, cited, clock, source.sha256), []


def _files(folder: RecordFolder, record: Record, source: YamlFile) -> list[Problem]:
    """Every published file is there, and every file that is there is listed."""
    problems = []
    listed = set()
    for number, document in enumerate(record.documents):
        where = ("documents", number, "file")
        listed.add(document.file)
        here = document.file in folder.files
        if document.withdrawn is None and not here:
            remedy = "put the file beside record.yaml, or correct its name"
            problems.append(source.problem(where, "there is no such file", remedy))
        if document.withdrawn is not None and here:
            what = "this file is withdrawn and still lies in the folder"
            problems.append(source.problem(where, what, "delete the file"))
    for name in sorted(folder.files - listed):
        what = "lies beside the record and is not listed in it"
        shown = name if name.isprintable() else "a file with an unprintable name"
        remedy = "add it under documents, or delete it"
        problems.append(Problem(f"{folder.shown}/{shown}", 0, 0, what, remedy))
    return problems


def _clock(record: Record, law: Law) -> Clock:
    events = []
    for one in record.clock:
        cited = parse(one.provision, law).provisions[0] if one.provision else None
        events.append(Event(one.event, one.date, one.until, cited))
    return run_clock(law, record.received, record.responded, events)
