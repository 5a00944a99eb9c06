"""Rules between fields. They are law, not taste: each names its source in what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from disclosurelog.law import Provision
from disclosurelog.records.entry import Cited
from disclosurelog.records.record import Record
from disclosurelog.records.yamlfile import Path_

Wrong = tuple[Path_, str, str]
"""Where in the record, what is wrong, what to do."""

Rule = Callable[[Record, tuple[Cited, ...]], Iterator[Wrong]]

NOTICE_DUTY = {
    "uk-foia-2000": "FOIA s.17(1) and (7)",
    "uk-eir-2004": "EIR reg.14(1) and (5)",
    "sc-foisa-2002": "FOISA ss.16(1) and 19",
    "sc-eirs-2004": "Scottish EIRs reg.13",
    "us-foia": "5 U.S.C. 552(a)(6)(A)(i)",
    "ie-foi-2014": "FOI Act 2014 s.13(2)",
    "au-foi-1982": "FOI Act 1982 s.26",
    "nz-oia-1982": "OIA s.19",
}
"""Where each law obliges the authority to give a notice that names the ways to complain."""

BALANCE_DUTY = {
    "uk-foia-2000": "FOIA s.2(2)(b) and s.17(3)",
    "uk-eir-2004": "EIR reg.12(1)(b)",
    "sc-foisa-2002": "FOISA ss.2(1)(b) and 16(2)",
    "sc-eirs-2004": "Scottish EIRs reg.10(1)(b)",
}
"""Where each law obliges the authority to weigh the public interest and say how."""

GIVES = {"granted-in-full", "granted-in-part", "partly-held"}
REFUSES = {"refused", "granted-in-part", "neither-confirm-nor-deny"}


def _at(cited: Cited, record: Record) -> Path_:
    number = next(i for i, given in enumerate(record.citations) if given is cited.given)
    return ("citations", number)


def _provisions(cited: Cited) -> Iterator[Provision]:
    return (cited.law.provision(name) for name in cited.provisions)


def reasons(record: Record, cited: tuple[Cited, ...]) -> Iterator[Wrong]:
    """Every provision relied on carries the reasons that its own law asks for."""
    for one in cited:
        for provision in _provisions(one):
            yield from _reasons_for(provision, one, _at(one, record))


def _reasons_for(provision: Provision, cited: Cited, where: Path_) -> Iterator[Wrong]:
    given, label, law = cited.given, provision.cited_as, cited.law
    if provision.needs_public_interest and given.public_interest is None:
        source = BALANCE_DUTY.get(law.id, law.title)
        yield (
            where,
            f"{label} is qualified and has no public interest test ({source})",
            "add public_interest with for, against and balance",
        )
    if provision.needs_harm and given.harm is None:
        yield (
            where,
            f"{label} depends on harm and the record does not say what harm "
            f"({NOTICE_DUTY.get(law.id, law.title)})",
            "add harm",
        )
    if provision.needs_harm and "likely" in provision.harm_word and given.likelihood is None:
        yield (
            where,
            f"{label} does not say how likely the harm is ({law.title}: {provision.harm_word})",
            "add likelihood: would, or would-be-likely-to",
        )
    if provision.needs_qualified_person and given.qualified_person is None:
        yield (
            where,
            f"{label} needs the reasonable opinion of a qualified person (FOIA s.36(2) and (5))",
            "add qualified_person with the office held and the date",
        )
    if provision.needs_other_statute and given.other_statute is None:
        yield (
            where,
            f"{label} rests on another law and the record does not name it ({law.title})",
            "add other_statute",
        )
    if given.mode == "refuse" and provision.is_exemption:
        yield (
            (*where, "mode"),
            f"{label} is an {law.noun}: it withholds, it does not refuse a request ({law.title})",
            "write mode: withhold",
        )
    if given.mode == "neither-confirm-nor-deny" and provision.kind == "refusal":
        yield (
            (*where, "mode"),
            f"{label} does not let anybody neither confirm nor deny ({law.title})",
            "cite the provision that does",
        )
    if given.mode == "withhold" and provision.kind == "refusal":
        yield (
            (*where, "mode"),
            f"{label} refuses a request, it does not withhold information ({law.title})",
            "write mode: refuse",
        )
    if provision.kind in {"notice", "duty", "procedural", "modifier", "review"}:
        yield (
            (*where, "cite"),
            f"{label} is a {provision.kind} and no {law.noun} ({law.title})",
            "a notice goes under refusal_notice.provision; the rest belongs in the response's text",
        )


def notice(record: Record, cited: tuple[Cited, ...]) -> Iterator[Wrong]:
    """A refusal, whole or in part, comes with a notice that names review and regulator."""
    if record.refusal_notice is None and (cited or record.outcome in REFUSES):
        law = cited[0].law.id if cited else record.laws[0]
        source = NOTICE_DUTY.get(law, "the law's duty to give reasons")
        yield (
            ("outcome",),
            f"something was refused and there is no refusal notice ({source})",
            "add refusal_notice with provision, review and regulator",
        )


def outcome(record: Record, cited: tuple[Cited, ...]) -> Iterator[Wrong]:
    """The outcome and the citations tell the same story."""
    if record.outcome == "granted-in-full" and cited:
        yield (
            ("outcome",),
            "everything was granted, yet a provision is cited to withhold (FOIA s.17(1)(b))",
            "write granted-in-part, or take the citations out",
        )
    if record.outcome in {"refused", "granted-in-part"} and not record.citations:
        yield (
            ("outcome",),
            "something was refused and no provision is cited (FOIA s.17(1)(b))",
            "add the citations that the refusal notice gives",
        )
    modes = {one.given.mode for one in cited}
    if record.outcome == "neither-confirm-nor-deny" and "neither-confirm-nor-deny" not in modes:
        yield (
            ("outcome",),
            "no citation says that it neither confirms nor denies (FOIA s.17(1)(b) and (4))",
            "set mode: neither-confirm-nor-deny on the citation that does",
        )
    outcomes = {part.outcome for part in record.request.parts}
    if len(outcomes) == 1 and record.outcome not in outcomes:
        yield (
            ("outcome",),
            "all parts of the request have one outcome and the record has another (FOIA s.1(1))",
            "give the record the outcome of its parts",
        )


def disclosed(record: Record, cited: tuple[Cited, ...]) -> Iterator[Wrong]:
    """Nothing is marked as disclosed where everything was refused."""
    if record.outcome in GIVES or any(p.outcome in GIVES for p in record.request.parts):
        return
    for number, document in enumerate(record.documents):
        if document.role == "disclosed":
            yield (
                ("documents", number, "role"),
                "this file is marked as disclosed, and nothing was disclosed (FOIA s.1(1)(b))",
                "correct the outcome, or give the file its role: response-letter, annex",
            )


RULES: tuple[Rule, ...] = (reasons, notice, outcome, disclosed)
