"""`new` writes a record that passes its own check but for what it marks to be filled."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from disclosurelog.cli import main
from disclosurelog.errors import ContentRefused
from disclosurelog.records import Settings, load_log
from disclosurelog.records.request import Outcome
from disclosurelog.records.written import slug_of

OPTIONS = [
    "--reference=FOI/1",
    '--title=Winter: gritting & "routes"',
    "--received=2026-01-05",
    "--responded=2026-01-28",
]


@pytest.fixture
def run(tmp_path):
    def invoke(*arguments: str, typed: str = ""):
        command = ["new", f"--content={tmp_path}", *arguments]
        return CliRunner().invoke(main, command, input=typed, catch_exceptions=False)

    return invoke


CITES = {
    "refused": ("Section 31(1)(a)", "Section 36(2)(c)", "Section 44(1)(a)"),
    "granted-in-part": ("Section 40(2)", "Section 42(1)"),
    "neither-confirm-nor-deny": ("Section 31(3)",),
}


@pytest.mark.parametrize("outcome", Outcome.__args__)
def test_only_the_marks_are_left_to_do(run, tmp_path, outcome) -> None:
    cites = [f"--cite={cite}" for cite in CITES.get(outcome, ())]
    done = run(*OPTIONS, f"--outcome={outcome}", *cites)
    assert done.exit_code == 0, done.output
    path = tmp_path / "records/2026/winter-gritting-routes/record.yaml"
    text = path.read_text()
    with pytest.raises(ContentRefused) as caught:
        load_log(tmp_path, Settings())
    assert all("[FILL IN" in p.what for p in caught.value.problems), str(caught.value)
    assert len(caught.value.problems) == text.count("[FILL IN")

    path.write_text(
        text.replace('"[FILL IN: the provision the notice is given under]"', "Section 17(1)")
        .replace('"[FILL IN: the day of the opinion]"', "2026-01-20")
        .replace("[FILL IN: ", "Filled: ")
    )
    assert len(load_log(tmp_path, Settings()).entries) == 1


def test_it_asks_for_what_is_missing(run, tmp_path) -> None:
    answers = "FOI/2\nSnow gates\n2026-02-30\n2026-02-03\n2026-02-20\nmaybe\nnot-held\n"
    done = run(typed=answers)
    assert done.exit_code == 0, done.output
    assert (tmp_path / "records/2026/snow-gates/record.yaml").is_file()
    assert (tmp_path / "record.schema.json").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--outcome=refused", "--cite=Section 3l(1)"], ""),
        (["--outcome=refused", "--law=uk-foia-1066"], "nobody has described"),
        (["--outcome=refused", "--title=???"], "no letters"),
    ],
)
def test_bad_input_writes_nothing(run, tmp_path, arguments, words) -> None:
    done = run(*OPTIONS, *arguments)
    assert done.exit_code in {1, 2}
    assert words in done.output
    assert not list(tmp_path.rglob("record.yaml"))


def test_it_never_writes_over_a_record(run) -> None:
    assert run(*OPTIONS, "--outcome=not-held").exit_code == 0
    assert run(*OPTIONS, "--outcome=not-held").exit_code == 2


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Winter gritting routes", "winter-gritting-routes"),
        ("Ffyrdd Tŷ Ddewi – 2024", "ffyrdd-ty-ddewi-2024"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 200, "a" * 80),
        ("x " * 100, "-".join("x" * 40)),
    ],
)
def test_slugs(title, slug) -> None:
    assert slug_of(title) == slug
