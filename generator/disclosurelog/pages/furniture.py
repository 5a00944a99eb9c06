"""What the shells are told of the furniture: the quick exit, the banners, the question at the end."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from disclosurelog.records import Settings
from disclosurelog.records.furniture import MAIL


def furniture(settings: Settings) -> dict[str, Any]:
    """Return what the templates of header, footer and page end need; nothing that is turned off."""
    found: dict[str, Any] = {
        "consent": settings.asks_consent,
        "counting": settings.counting.to or "",
        "remember": settings.feedback.remember,
    }
    if settings.quick_exit.where != "never":
        found["leave"] = {"where": settings.quick_exit.where, "url": settings.quick_exit.url}
    if settings.beta.show:
        to = settings.beta.feedback or settings.authority.email or ""
        found["beta"] = {"text": settings.beta.text, "href": address(to, "Feedback on this site")}
    if to := settings.feedback.to:
        mail = address(settings.authority.email or "", "Feedback on a page")
        by_mail = bool(MAIL.match(to))
        found["useful"] = {
            "path": "" if by_mail else to,
            "mail": address(to, "Feedback on a page") if by_mail else mail,
        }
    return found


def address(to: str, subject: str) -> str:
    """Return the link to a mail address, with a subject, or a web address as it is."""
    return f"mailto:{quote(to, safe='@')}?subject={quote(subject)}" if MAIL.match(to) else to
