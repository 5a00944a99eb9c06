"""The rule F004, personal-data."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.personal import find
from disclosurelog.checks.placed import PlacedText
from disclosurelog.checks.policy import Policy
from disclosurelog.checks.rule import BLOCK, WARN, Finding, Rule
from disclosurelog.files.facts import FileFacts

_REMEDY = (
    "redact it at the source and export the file again, or, if it may be published, list it under "
    "personal_data in mkdocs.yml (a contact of the authority) or waive it for this page"
)


class PersonalData(Rule):
    """Personal data that can be read on a page, known by its pattern.

    ## What it finds

    In what a person sees on the pages, it blocks:

    - National Insurance numbers; NHS numbers with a right check digit on a page that speaks of
      NHS numbers
    - bank accounts (IBAN) and payment cards with a right check digit; sort codes with an account
    - passport numbers, dates of birth, collar and warrant numbers beside their label
    - mobile telephone numbers; e-mail addresses of persons
    - a full address after a person's title or words such as "home address"
    - whatever the authority's own patterns and its own list of names fit

    It warns of what is often innocent: other telephone numbers, vehicle registrations, full
    addresses, an officer's rank with a number, ten digits that could be an NHS number.

    Innocent are the authority's own contacts (its address in the settings and the list
    `personal_data.contacts`), addresses of an office such as `foi@`, numbers that only
    organisations have (0300, 0800), references, dates, sums of money and tables of figures.
    Names are looked for only where the authority keeps a list of them.

    ## Why it matters

    What is plain to see is also what everybody copies. A number is found by search engines
    years later, long after the letter is forgotten.

    ## Example

    A chain of e-mails is released. The sender's name is redacted at the top of each. Further
    down, where one quotes another, the same person's mobile number stands in a signature.

    ## What to do

    Redact it at the source and export the file again. If it is the authority's own contact, list
    it in the settings. If it may be published for another reason, waive it for this page and say
    why.
    """

    code = "F004"
    name = "personal-data"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """What is found where the authority says nothing."""
        return self.check_with(facts, Policy())

    def check_with(self, facts: FileFacts, policy: Policy) -> Iterator[Finding]:
        """One finding for each place on a page."""
        for page in facts.pages:
            placed = PlacedText(word for word in page.words if word.visible)
            for match in find(placed.text, policy):
                yield self.finding(
                    f"{match.kind} can be read on the page",
                    _REMEDY,
                    page=page.number,
                    box=placed.box(match.start, match.end),
                    length=match.end - match.start,
                    severity=BLOCK if match.strong else WARN,
                )
