"""The sample log: it loads, it shows every kind of answer, it hides nothing."""

from __future__ import annotations

import copy
import re
from functools import cache
from pathlib import Path

import pypdf
import pytest
import yaml

import samples
from disclosurelog.files.read import read_facts
from disclosurelog.records import EDITOR_LINE, Entry, Log, Settings, load_log
from disclosurelog.records.statistics import count_log

CONTENT = Path(__file__).resolve().parents[2] / "content"
FILES = sorted(CONTENT.glob("records/*/*/*.pdf"))
SEED = "live-facial-recognition-last-three-deployments"
OUTCOMES = {
    "granted-in-full",
    "granted-in-part",
    "refused",
    "not-held",
    "partly-held",
    "neither-confirm-nor-deny",
    "withdrawn-by-requester",
    "lapsed",
    "transferred",
}
LAWS = {
    "uk-foia-2000",
    "uk-eir-2004",
    "sc-foisa-2002",
    "sc-eirs-2004",
    "us-foia",
    "ie-foi-2014",
    "au-foi-1982",
    "nz-oia-1982",
}


@cache
def log() -> Log:
    return load_log(CONTENT, Settings())


def entry(slug: str) -> Entry:
    return next(entry for entry in log().entries if entry.slug == slug)


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


# The records


def test_every_record_is_published() -> None:
    assert len(log().entries) >= 25
    assert len(log().entries) == len(list(CONTENT.glob("records/*/*/record.yaml")))
    assert not log().held_back


def test_every_outcome_occurs() -> None:
    assert {entry.record.outcome for entry in log().entries} == OUTCOMES


def test_every_law_is_cited() -> None:
    assert {cited.law.id for entry in log().entries for cited in entry.cited} == LAWS


def test_every_mode_occurs() -> None:
    assert {cited.given.mode for entry in log().entries for cited in entry.cited} == {
        "withhold",
        "refuse",
        "neither-confirm-nor-deny",
    }


def test_every_way_of_answering_in_time_or_late_occurs() -> None:
    assert {entry.clock.verdict for entry in log().entries} == {"in time", "extended", "late"}


def test_reviews_and_appeals_occur_at_each_stage() -> None:
    records = [entry.record for entry in log().entries]
    reviews = {record.internal_review.outcome for record in records if record.internal_review}
    assert {"upheld", "partly-overturned", "pending"} <= reviews
    assert {record.regulator.outcome for record in records if record.regulator} == {
        "upheld",
        "partly-overturned",
    }
    assert any(record.tribunal for record in records)


def test_the_totals_say_why_the_rest_is_not_published() -> None:
    numbers = count_log(log())
    assert numbers.totals
    for one in numbers.totals:
        assert 0 < numbers.published(one.period) < one.answered
    assert any(one.not_published for one in numbers.totals)


def test_every_relation_occurs_and_leads_to_a_record() -> None:
    records = [entry.record for entry in log().entries]
    references = {record.reference for record in records}
    links = [link for record in records for link in record.related]
    assert {link.relation for link in links} == {"follows", "same-as", "supersedes", "batch"}
    assert {link.reference for link in links} <= references


def test_records_start_with_the_line_for_editors() -> None:
    for path in CONTENT.glob("records/*/*/record.yaml"):
        assert path.read_text("utf-8").startswith(EDITOR_LINE + "\n"), path


def test_folders_are_named_after_the_year_of_receipt() -> None:
    for one in log().entries:
        assert one.folder.parent.name == str(one.record.received.year), one.slug


def test_a_withdrawn_record_leaves_its_tombstone_and_no_file() -> None:
    withdrawn = [entry for entry in log().entries if entry.withdrawn]
    assert withdrawn
    for one in withdrawn:
        assert one.record.tombstone
        assert [path.name for path in one.folder.iterdir()] == ["record.yaml"]


def test_one_record_is_in_welsh_and_english() -> None:
    welsh = entry("home-fire-safety-visits").record
    assert welsh.translations["cy"].request
    assert welsh.translations["cy"].response
    assert any(document.language == "cy" for document in welsh.documents)


# The seed's response


def test_the_seed_is_told_with_its_reference_and_provisions() -> None:
    seed = entry(SEED)
    assert seed.record.reference == "01.FOI.22.026317"
    assert seed.record.authority == "Metropolitan Police Service"
    assert [cited.provisions for cited in seed.cited] == [
        ("s31(1)(a)", "s31(1)(b)"),
        ("s40(2)", "s40(3A)"),
    ]


def test_the_seeds_file_says_that_it_is_a_stand_in() -> None:
    for path in FILES:
        if path.parent.name == SEED:
            pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
            assert "This is a stand-in and not the real file" in pages[0]
            assert all(
                "not a document of the Metropolitan Police Service" in page for page in pages
            )


def test_the_seed_is_not_copied(shared: Path) -> None:
    """Eight words in a row that the page has too would be its sentences and not ours."""

    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[a-z0-9]+", text.lower())
        return {tuple(words[i : i + 8]) for i in range(len(words) - 7)}

    theirs = runs((shared / "facts" / "seed-page.txt").read_text("utf-8"))
    for path in (*CONTENT.glob(f"records/*/{SEED}/record.yaml"), *samples.TEXTS.glob(f"{SEED}/*")):
        assert not runs(path.read_text("utf-8")) & theirs, path.name


# The files


def test_the_files_are_what_the_script_makes() -> None:
    wanted = samples.wanted()
    assert sorted(wanted) == FILES
    stale = [name(path) for path, data in wanted.items() if path.read_bytes() != data]
    assert not stale, "run: python tests/samples.py"


def test_no_text_is_left_over() -> None:
    """A text without a record would never be looked at again."""
    wanted = {(path.parent.name, path.stem) for path in FILES}
    for path in samples.TEXTS.glob("*/*.txt"):
        assert (path.parent.name, path.stem) in wanted, name(path)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_says_on_every_page_that_it_is_a_sample(path: Path) -> None:
    for page in pypdf.PdfReader(path).pages:
        assert re.search(r"Sample (document|stand-in)", page.extract_text())


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_is_small_titled_tagged_and_names_nobody(path: Path) -> None:
    reader = pypdf.PdfReader(path)
    one = entry(path.parent.name)
    document = next(each for each in one.record.documents if each.file == path.name)
    assert path.stat().st_size < 60_000
    assert 1 <= len(reader.pages) <= 6
    assert reader.metadata is not None
    assert reader.metadata.title == document.title
    bodies = {one.record.authority or "Aldermoor Constabulary", "Stand-in document"}
    assert reader.metadata.author in bodies | {"Awdurdod Tân ac Achub Dyffryn Arian"}
    assert not reader.metadata.creator
    assert str(reader.root_object["/Lang"]).startswith(document.language or "en")
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/StructTreeRoot"]["/K"]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_holds_no_word_that_a_reader_cannot_see(path: Path) -> None:
    facts = read_facts(path)
    assert [
        word.why_hidden for page in facts.pages for word in page.words if not word.visible
    ] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_has_the_redactions_that_its_record_lists(path: Path) -> None:
    """Page by page, each provision stands on as many boxes as the record says."""
    record = entry(path.parent.name).record
    document = next(each for each in record.documents if each.file == path.name)
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]
    for redaction in document.redactions:
        assert pages[redaction.page - 1].count(redaction.provision) >= redaction.count
    assert document.redacted == bool(document.redactions)


def test_a_box_that_the_record_does_not_list_is_an_error() -> None:
    path = CONTENT / "records/2022/custody-suite-floor-plans/record.yaml"
    record = yaml.safe_load(path.read_text("utf-8"))
    changed = copy.deepcopy(record["documents"][0])
    changed["redactions"][0]["count"] += 1
    with pytest.raises(ValueError, match="the record lists"):
        samples.sample(record, changed, path.parent.name)


# The pages


@pytest.mark.parametrize("path", sorted(CONTENT.glob("pages/*.md")), ids=lambda path: path.name)
def test_a_page_has_a_title_and_a_description(path: Path) -> None:
    _, head, body = path.read_text("utf-8").split("---\n", 2)
    matter = yaml.safe_load(head)
    assert set(matter) == {"title", "description"}
    assert body.strip().startswith(f"# {matter['title']}\n")


@pytest.mark.parametrize("path", sorted(CONTENT.glob("pages/*.md")), ids=lambda path: path.name)
def test_a_page_leads_only_to_records_and_pages_that_are_there(path: Path) -> None:
    slugs = {entry.slug for entry in log().entries}
    pages = {page.stem for page in CONTENT.glob("pages/*.md")}
    for target in re.findall(r"\]\(\.\./([^)]*)\)", path.read_text("utf-8")):
        first, _, rest = target.strip("/").partition("/")
        if first == "records":
            assert rest == "" or rest in slugs, target
        else:
            assert first in pages | {"exemptions", "checks"}, target
