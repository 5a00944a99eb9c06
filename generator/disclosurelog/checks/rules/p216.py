"""The rule P216, signer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.people import Names, names
from disclosurelog.checks.rule import WARN, Finding, Rule
from disclosurelog.checks.vocabulary import Vocabulary
from disclosurelog.files.facts import FileFacts, Metadatum

#: Names of certification authorities and of machines that stamp the time.
_AUTHORITY = re.compile(
    r"\b(?:CA|TSA|root|certif\w*|trust\w*|issuing|intermediate|secure|signing|time\W?stamp\w*|"
    r"authority|G\d|R\d|RSA\d*|SHA\d*|ECC|class|qualified|eID\w*|test)\b",
    re.IGNORECASE,
)

#: Reasons that programs offer (Acrobat's list), and approval in a few words.
_REASON = re.compile(
    r"(?:i am (?:approving|the author of) this document|i have reviewed this document"
    r"|i agree to .{0,60}|i attest to .{0,60}|approved?|certified|released|reviewed|final"
    r"|document is (?:released|certified)|authenticity|integrity|security)\W*",
    re.IGNORECASE,
)


class Signer(Rule):
    """A signature names who signed, why and where.

    ## What it finds

    In digital signatures: the name, reason, place and contact that they give, and names,
    e-mail addresses and logins of people in their certificates.

    The name of an organisation, of a certification authority or of a time stamp is innocent. So
    is a name that is printed on a page, and a reason that every program offers.

    ## Why it matters

    A signature is meant to be read, so this is a warning. But what it names is often a member
    of staff who is not named in releases, and a redaction made after signing leaves it there.

    ## Example

    A letter goes out for "the Information Officer". The certificate that it was signed with
    gives the officer's name and e-mail address.

    ## What to do

    Make sure that the one who signed may be named. If not, print the document to a new PDF, or
    sign it with a certificate of the authority.
    """

    code = "P216"
    name = "signer"
    severity = WARN

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each thing a signature says that can't be seen on the pages."""
        visible = Vocabulary.visible(facts)
        told: set[str] = set()
        for one in facts.metadata:
            if one.where != "signature" or one.value in told or visible.shows(one.value):
                continue
            told.add(one.value)
            what = self._what(one)
            if what:
                yield self.finding(
                    f"a signature {what}",
                    "make sure that this may be published, or print the document to a new PDF, "
                    "which drops the signature",
                    page=one.page,
                    length=len(one.value),
                )

    @staticmethod
    def _what(one: Metadatum) -> str:
        kind = names(one.value)
        if kind is Names.LOGIN:
            return "holds a login or an address"
        if one.key in ("Reason", "Location"):
            innocent = _REASON.fullmatch(one.value.strip()) or kind in (
                Names.NOTHING,
                Names.ORGANISATION,
                Names.PROGRAM,
            )
            return "" if innocent else "gives a reason or a place that no page shows"
        if kind is Names.PERSON and not _AUTHORITY.search(one.value):
            return "names a person"
        if kind is Names.UNKNOWN and one.key in ("Name", "ContactInfo"):
            return "says who signed, in words that can't be judged here"
        return ""
