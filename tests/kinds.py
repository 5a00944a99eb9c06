"""An address of the sample log for each kind of page; a test says that none is left out."""

from __future__ import annotations

from playwright.sync_api import Page

KINDS = {
    "home": "",
    "record": "records/live-facial-recognition-last-three-deployments/",
    "record in two languages": "records/home-fire-safety-visits/",
    "the same in its second": "records/home-fire-safety-visits/#in-cy",
    "document": "records/body-worn-video-contract/body-worn-video-contract/",
    "document with marks": "records/body-worn-video-contract/body-worn-video-contract/?q=camera",
    "listing": "records/",
    "years": "years/",
    "year": "years/2024/",
    "outcomes": "outcomes/",
    "outcome": "outcomes/granted-in-part/",
    "exemptions": "exemptions/",
    "law": "exemptions/uk-foia-2000/",
    "provision": "exemptions/uk-foia-2000/s31-1-a/",
    "reasons": "exemptions/uk-foia-2000/s31/reasons/",
    "statistics": "statistics/",
    "topics": "topics/",
    "departments": "departments/",
    "search": "search/",
    "search results": "search/?q=police",
    "checks": "checks/",
    "check": "checks/P101/",
    "written": "about/",
    "accessibility": "accessibility/",
    "withdrawn": "records/staff-parking-permits/",
    "data": "data/",
    "not found": "404.html",
}


def settle(page: Page, uri: str) -> None:
    """Wait until what an address searches for is found: results, or marks in a document."""
    if uri.startswith("search/?q="):
        page.wait_for_selector(".dl-found[aria-busy=false]", state="attached")
    elif "?q=" in uri:
        page.wait_for_selector(".dl-marks")
