"""What stands around a page, as the shells are told: quick exit, banners, the last question."""

from __future__ import annotations

from typing import Any

from disclosurelog.languages import _, speaking
from disclosurelog.pages.mail import mailto
from disclosurelog.records import Settings
from disclosurelog.records.furniture import MAIL


def furniture(settings: Settings) -> dict[str, Any]:
    """Return what the templates of header, footer and page end need; nothing that is turned off."""
    with speaking(settings.language):
        return _furniture(settings)


def _furniture(settings: Settings) -> dict[str, Any]:
    found: dict[str, Any] = {
        "purposes": settings.purposes,
        "counting": settings.counting.to or "",
    }
    if settings.quick_exit.where != "never":
        found["leave"] = {"where": settings.quick_exit.where, "url": settings.quick_exit.url}
    if settings.beta.show:
        to = settings.beta.feedback or settings.authority.email or ""
        found["beta"] = {
            "text": settings.beta.text,
            "href": address(to, _("Feedback on this site")),
        }
    if answers := settings.feedback.to:
        mail = address(settings.authority.email or "", _("Feedback on a page"))
        by_mail = bool(MAIL.match(answers))
        found["useful"] = {
            "path": "" if by_mail else answers,
            "mail": address(answers, _("Feedback on a page")) if by_mail else mail,
        }
    return found


def address(to: str, subject: str) -> str:
    """Return the link to a mail address, with a subject, or a web address as it is."""
    return mailto(to, subject) if MAIL.match(to) else to
