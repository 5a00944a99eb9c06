"""Each kind of page on a slow network and a slow machine: it is seen before all of it is there."""

from __future__ import annotations

import pytest

from furnished import SENSITIVE, furnish, served
from kinds import KINDS
from moved import arrive, moved, watch
from projects import Project

pytestmark = pytest.mark.browser

STEP = 7
MOST = 50  # pieces, which is more than fits into a window


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", [kind for kind, uri in KINDS.items() if "?q=" not in uri])
def test_what_is_there_stays_where_it_is(browser, samples, serve, kind, width) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    watch(page)
    page.goto(f"{serve(samples.site)}/{KINDS[kind]}")
    arrive(page, offset=list(KINDS).index(kind) % STEP, step=STEP, most=MOST)
    found = moved(page)
    page.close()
    assert found == []


def test_every_part_of_what_is_around_a_page_has_its_place(browser, samples, serve) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 2400})
    watch(page)
    page.goto(f"{serve(samples.site)}/departments/")
    arrive(page)
    found = moved(page)
    page.close()
    assert found == []


@pytest.fixture(scope="module")
def everything(tmp_path_factory) -> Project:
    """A log with a beta banner, a question about consent, a quick exit and "was this useful?"."""
    return furnish(Project(tmp_path_factory.mktemp("everything")))


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("uri", [SENSITIVE, "cookies/"])
def test_what_may_stand_around_a_page_has_its_place(browser, everything, uri, width) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    watch(page)
    with served(everything.site) as server:
        page.goto(server.address + uri)
        arrive(page, most=250)
        found = moved(page)
        page.close()
    assert found == []
