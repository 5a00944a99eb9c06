"""Every catalogue is in step with the strings in the program, whole, and true to their places."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from disclosurelog.languages.catalogue import FOLDER
from disclosurelog.languages.gather import gather, updated
from disclosurelog.pages import theme_folder

PATHS = sorted(FOLDER.glob("*.po"))
PLACE = re.compile(r"\{[^{}]*\}")


@pytest.fixture(scope="module")
def strings() -> Catalog:
    return gather(theme_folder())


def messages(name: str) -> list[Message]:
    with (FOLDER / name).open("rb") as file:
        return [one for one in read_po(file) if one.id]


def both(one: Message) -> tuple[list[str], list[str]]:
    """The English forms and the translated ones."""
    english = [one.id] if isinstance(one.id, str) else list(one.id)
    said = [one.string] if isinstance(one.string, str) else list(one.string)
    return english, said


EVERY = [pytest.param(path.name, id=path.stem) for path in PATHS]


def test_there_is_welsh() -> None:
    assert [path.stem for path in PATHS] == ["cy"]


@pytest.mark.parametrize("name", EVERY)
def test_the_catalogue_has_the_strings_that_the_program_has(name: str, strings: Catalog) -> None:
    assert len(strings) > 400
    text, lacking = updated(FOLDER / name, strings)
    assert lacking == 0
    assert (FOLDER / name).read_text(encoding="utf-8") == text, "run `make strings`"


@pytest.mark.parametrize("name", EVERY)
def test_each_string_is_translated_in_all_its_forms_with_the_same_places(name: str) -> None:
    with (FOLDER / name).open("rb") as file:
        number_of_forms = read_po(file).num_plurals
    for one in messages(name):
        english, said = both(one)
        assert all(said), one.id
        assert not one.fuzzy, one.id
        if len(english) > 1:
            assert len(said) == number_of_forms, one.id
        wanted = set(PLACE.findall("".join(english)))
        for form in said:
            given = PLACE.findall(form)
            assert len(given) == len(set(given)), one.id
            optional = {"{number}"} if len(english) > 1 else set()
            assert set(given) | optional == wanted | optional, one.id


@pytest.mark.parametrize("name", EVERY)
def test_a_string_begins_and_ends_as_its_english_does(name: str) -> None:
    for one in messages(name):
        english, said = both(one)
        for form in said:
            assert form.strip() == form or english[0].strip() != english[0], one.id
            for end in ".:…":
                assert form.endswith(end) == english[0].endswith(end), one.id
            assert not re.search(r"[<&]|'", form), one.id


def test_what_is_not_a_literal_is_not_marked(strings: Catalog) -> None:
    """A place in a string is a plain name; anything else was meant for another formatter."""
    for one in strings:
        for english in [one.id] if isinstance(one.id, str) else list(one.id):
            for place in PLACE.findall(english):
                assert re.fullmatch(r"\{[a-z_]+\}", place), english
