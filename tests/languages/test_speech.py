"""Strings are said in the language spoken now, with their places filled and their numbers right."""

from __future__ import annotations

import datetime

import pytest
from markupsafe import Markup

from disclosurelog.errors import CannotRun
from disclosurelog.languages import MarkupSpeaker, _, catalogue, known, ngettext, speaking, spoken
from disclosurelog.pages.theme import environment
from disclosurelog.pages.words import OUTCOMES, day, listed, plain_day

A_DAY = datetime.date(2024, 3, 21)


def test_english_is_spoken_where_nothing_else_is() -> None:
    assert spoken() == "en"
    assert plain_day(A_DAY) == "21 March 2024"
    assert _("Page {number} of {total}", number=1, total="<2>") == "Page 1 of <2>"
    assert ngettext("{number} byte", "{number} bytes", 1) == "1 byte"
    assert ngettext("{number} byte", "{number} bytes", 2_304) == "2,304 bytes"


def test_another_language_is_spoken_inside_its_block_and_no_longer() -> None:
    with speaking("cy"):
        assert spoken() == "cy"
        assert plain_day(A_DAY) == "21 Mawrth 2024"
        with speaking("en"):
            assert "21 March 2024" in day(A_DAY)
        assert "21 Mawrth 2024" in day(A_DAY)
    assert "21 March 2024" in day(A_DAY)


def test_a_block_that_fails_is_left_all_the_same() -> None:
    with pytest.raises(ZeroDivisionError), speaking("cy"):
        raise ZeroDivisionError
    assert spoken() == "en"


def test_welsh_has_its_own_plurals_and_its_own_and() -> None:
    with speaking("cy"):
        forms = [ngettext(", {number} page", ", {number} pages", n) for n in (0, 1, 2, 3, 6, 40)]
        ends = [listed(["un", last]) for last in ("tri", "adran 31", "Wrecsam")]
    assert forms == [
        *(", 0 tudalen", ", 1 dudalen", ", 2 dudalen"),
        *(", 3 tudalen", ", 6 thudalen", ", 40 tudalen"),
    ]
    assert ends == ["un a tri", "un ac adran 31", "un ac Wrecsam"]


def test_what_is_said_to_a_template_is_escaped_but_for_html_that_is_given() -> None:
    english = MarkupSpeaker("en")
    said = english.gettext("<{one} & {two}>", one="<b>", two=Markup("<i>"))
    assert said == "&lt;&lt;b&gt; &amp; <i>&gt;"


def test_a_place_is_a_name_and_reaches_into_nothing() -> None:
    assert _("{day.year} {day}", day="x") == "{day.year} x"


def test_a_template_speaks_the_language_it_is_asked_in() -> None:
    source = "{{ _('Search') }}|{{ _('{day} {month} {year}', day=1, month=_('May'), year='<') }}"
    said = []
    for tag in ("en", "cy"):
        with speaking(tag):
            said.append(environment().from_string(source).render())
    assert said == ["Search|1 May &lt;", "Chwilio|1 Mai &lt;"]


def test_what_a_component_made_in_one_language_is_not_shown_in_another() -> None:
    made = []
    for tag in ("en", "cy", "en"):
        with speaking(tag):
            outcome = environment().globals["outcome"](OUTCOMES["refused"])
            made.append((outcome, OUTCOMES["refused"].label in outcome))
    assert made[0] == made[2]
    assert all(own for _outcome, own in made)


def test_a_language_without_a_catalogue_is_refused_with_what_there_is() -> None:
    assert known() == ("en", "cy")
    assert catalogue("cy-GB").message("Search") == "Chwilio"
    with pytest.raises(CannotRun, match="'fr'") as found, speaking("fr"):
        pass
    assert "en, cy" in found.value.remedy
