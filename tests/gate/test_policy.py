"""What the authority says reaches rules, cache and certificates, and no secret leaves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pdfs
from disclosurelog.checks.policy import Policy, Withheld, policy_from
from disclosurelog.checks.registry import ruleset
from disclosurelog.errors import CannotRun
from disclosurelog.gate import GateRefused, Inspector, Sandbox, check_log, check_paths
from disclosurelog.gate.policies import policy_of
from disclosurelog.law import load_laws
from disclosurelog.records import Settings, load_log
from disclosurelog.records.settings import Authority, PersonalData

KEY = bytes(range(32))
NAMES = ("Barnabas Thistlewood",)
FULL = Policy(
    contacts=("foi@log.example",),
    own_names=("Test Authority",),
    numbers=(("badge", r"\bTA-\d{4}\b"),),
    people=NAMES,
    countries=("GB", "IE"),
    withheld=Withheld(KEY, frozenset({"0" * 32}), frozenset({"1" * 32})),
)


def _line(text: str) -> bytes:
    return pdfs.letter(f"BT /F1 10 Tf 40 150 Td ({text}) Tj ET\n")


@pytest.fixture(scope="module")
def real():
    with Sandbox() as sandbox:
        yield sandbox


# --- As values ------------------------------------------------------------------------------


def test_a_policy_crosses_as_plain_values():
    for policy in (Policy(), FULL):
        assert policy_from(json.loads(json.dumps(policy.to_values()))) == policy


@given(
    st.tuples(st.text(), st.text()),
    st.lists(st.text(), max_size=3),
    st.sets(st.binary(min_size=16, max_size=16).map(bytes.hex), max_size=4),
)
def test_any_policy_crosses(contacts, people, terms):
    policy = Policy(contacts, people=tuple(people), withheld=Withheld(KEY, frozenset(terms)))
    assert policy_from(json.loads(json.dumps(policy.to_values()))) == policy


@pytest.mark.parametrize(
    "changes",
    [
        {"contacts": "foi@log.example"},
        {"contacts": [1]},
        {"numbers": [["badge"]]},
        {"numbers": [["badge", "("]]},
        {"numbers": [["badge", "x*"]]},
        {"numbers": [["badge", "x" * 501]]},
        {"countries": ["../../GB"]},
        {"withheld": {"key": "00", "terms": [], "originals": []}},
        {"withheld": {"key": "00" * 32, "terms": ["x"], "originals": []}},
        {"withheld": {"key": "00" * 32}},
        {"withheld": []},
        {"more": 1},
    ],
)
def test_what_is_no_policy_is_refused_without_a_word_of_it(changes):
    with pytest.raises(ValueError, match=r"policy|pattern|country|key|hash") as caught:
        policy_from({**FULL.to_values(), **changes})
    assert "Thistlewood" not in str(caught.value)
    assert KEY.hex() not in str(caught.value)


@pytest.mark.parametrize("values", [{}, {"contacts": []}])
def test_half_a_policy_is_none(values):
    with pytest.raises(ValueError, match="policy"):
        policy_from(values)


def test_no_secret_shows():
    shown = repr(FULL) + FULL.digest
    assert "Thistlewood" not in shown
    assert KEY.hex() not in shown
    assert repr(KEY) not in shown


def test_the_published_digest_tells_of_what_changes_verdicts_and_not_of_names():
    assert Policy().digest == ""
    other = Policy(contacts=("other@log.example",))
    assert len({FULL.digest, other.digest, Policy(contacts=("x@log.example",)).digest}) == 3
    one, two = Policy(people=("A B",)), Policy(people=("C D",))
    assert one.digest == two.digest != ""
    assert one.private_digest != two.private_digest


# --- Through the sandbox --------------------------------------------------------------------


def test_it_reaches_the_rules_in_the_child(real, tmp_path: Path):
    path = tmp_path / "file.pdf"
    path.write_bytes(_line("seen by TA-1234, with Barnabas Thistlewood"))
    assert Inspector(sandbox=real, policy=Policy()).inspect(path).status == "clean"
    report = Inspector(sandbox=real, policy=FULL).inspect(path)
    assert [one.rule for one in report.findings] == ["F004", "F004"]
    assert report.ruleset == f"{ruleset()}-{FULL.digest}"
    assert "Thistlewood" not in repr(report)
    assert "1234" not in repr(report.findings)


def test_another_policy_is_another_answer(real, tmp_path: Path):
    path, cache = tmp_path / "file.pdf", tmp_path / "cache"
    path.write_bytes(_line("with Barnabas Thistlewood"))
    clean = Policy(people=("Somebody Else",))
    for policy, status in ((clean, "clean"), (FULL, "blocked"), (clean, "clean")):
        report = Inspector(sandbox=real, cache=cache, policy=policy).inspect(path)
        assert report.status == status
    stored = [one for one in cache.rglob("*") if one.is_file()]
    assert not [one for one in stored if KEY.hex().encode() in one.read_bytes()]


# --- From the settings ----------------------------------------------------------------------

SETTINGS = Settings(
    authority=Authority(
        name="Test Authority", email="foi@log.example", postal_address="1 Quay Road, AM1 2BD"
    ),
    laws=("uk-foia-2000", "ie-foi-2014"),
    personal_data=PersonalData(contacts=("01234 567890",), numbers={"badge": r"TA-\d{4}"}),
)


def test_the_settings_make_a_policy(tmp_path: Path):
    policy = policy_of(SETTINGS, tmp_path / "content", load_laws())
    assert policy.contacts == ("foi@log.example", "1 Quay Road, AM1 2BD", "01234 567890")
    assert policy.own_names == ("Test Authority",)
    assert policy.numbers == (("badge", r"TA-\d{4}"),)
    assert policy.countries == ("GB", "IE")
    assert policy.withheld is None


def test_no_settings_are_no_policy(tmp_path: Path):
    assert policy_of(None, None, {}) == policy_of(Settings(), tmp_path, {}) == Policy()


def _names(file: str) -> Settings:
    return Settings(personal_data=PersonalData(names_file=file))


def test_names_come_from_a_file_beside_the_content(tmp_path: Path):
    content = tmp_path / "project" / "content"
    content.mkdir(parents=True)
    (tmp_path / "names.txt").write_text("# ours\n\nBarnabas Thistlewood\n  \n", encoding="utf-8")
    assert policy_of(_names("../names.txt"), content, {}).people == NAMES


@pytest.mark.parametrize("file", ["content/names.txt", "missing.txt", "latin.txt", "."])
def test_a_list_of_names_that_cannot_be_used_stops_everything(tmp_path: Path, file: str):
    content = tmp_path / "content"
    content.mkdir()
    (content / "names.txt").write_text("Barnabas Thistlewood")
    (tmp_path / "latin.txt").write_bytes(b"Barnab\xe9 Thistlewood")
    with pytest.raises(CannotRun) as caught:
        policy_of(_names(file), content, {})
    assert "Thistlewood" not in str(caught.value)
    assert caught.value.remedy


def test_options_that_cannot_be_used_are_told(project):
    project.start(1)
    config = (project.path / "mkdocs.yml").read_text()
    for option in ('{numbers: {badge: "("}}', '{numbers: {badge: "x*"}}', "{contact: [x]}"):
        changed = config.replace("page_size: 5", f"personal_data: {option}")
        project.write("mkdocs.yml", changed)
        done = project.run("disclosurelog", "check")
        assert done.returncode == 2
        assert "personal_data" in done.stderr
        assert "Traceback" not in done.stderr


# --- Through the gate -----------------------------------------------------------------------


def test_the_settings_of_a_log_count(project, real):
    project.start(1)
    project.add(1, pdf=_line("seen by TA-1234; write to foi@log.example"))
    with pytest.raises(GateRefused) as caught:
        check_log(load_log(project.content, SETTINGS), sandbox=real)
    assert "1234" not in str(caught.value)
    checked = check_log(load_log(project.content, Settings()), sandbox=real)
    assert checked.ruleset == ruleset()
    project.add(1, pdf=_line("seen by us; write to foi@log.example"))
    checked = check_log(load_log(project.content, SETTINGS), sandbox=real)
    (certificate,) = checked.certificates.values()
    assert certificate.ruleset == checked.ruleset
    assert checked.ruleset.startswith(f"{ruleset()}-")


def test_a_records_own_words_are_looked_through(project, real):
    folder = project.start(1).add(1)
    text = (folder / "record.yaml").read_text()
    for words in ("Ring 07912 345678.", "It was Barnabas Thistlewood.", "See AB 12 34 56 C."):
        (folder / "record.yaml").write_text(text.replace("The routes are attached.", words))
        settings = Settings(personal_data=PersonalData(names_file=str(project.write("n", *NAMES))))
        with pytest.raises(GateRefused) as caught:
            check_log(load_log(project.content, settings), sandbox=real)
        (problem,) = caught.value.report.problems
        assert problem.path == "records/2024/area-1/record.yaml"
        line = text[: text.index("The routes are attached.")].count("\n") + 1
        assert problem.line == line
        assert not any(word in str(problem) for word in ("07912", "Thistle", "AB 12"))
        report = check_paths([project.content], sandbox=real, settings=settings)
        assert report.exit_code == 1
    (folder / "record.yaml").write_text(
        text.replace("The routes are attached.", "Mail foi@x.example.")
    )
    assert check_log(load_log(project.content, Settings()), sandbox=real)
