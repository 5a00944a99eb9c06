"""From the authority's settings, and what lies beside its content, to the policy of the checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from disclosurelog.checks.policy import Policy
from disclosurelog.errors import CannotRun
from disclosurelog.gate.withheld import load_withheld
from disclosurelog.law import Law
from disclosurelog.records import Settings

_MOST_NAMES = 2_000_000  # bytes of the list of names


def policy_of(settings: Settings | None, content: Path | None, laws: Mapping[str, Law]) -> Policy:
    """The policy for a log.

    Args:
        settings: What mkdocs.yml says; None where there is none.
        content: The content folder, for its list of what is withheld; None where there is none.
        laws: The laws known, for the countries of those that the authority answers under.

    Raises:
        CannotRun: The list of names can't be used, or something is withheld and its key is not
            here, or the list of what is withheld can't be read.
    """
    withheld = None if content is None else load_withheld(content)
    if settings is None or settings == Settings():
        return Policy(withheld=withheld)
    authority, personal = settings.authority, settings.personal_data
    published = (authority.email, authority.url, authority.postal_address)
    own = (authority.name, authority.short_name)
    countries = {laws[name].country for name in settings.laws if name in laws} | {"GB"}
    return Policy(
        contacts=tuple(dict.fromkeys([*filter(None, published), *personal.contacts])),
        own_names=tuple(name for name in own if name),
        numbers=tuple(sorted(personal.numbers.items())),
        people=_people(personal.names_file, content),
        countries=tuple(sorted(_codes(countries))),
        withheld=withheld,
    )


def _codes(countries: Iterable[str]) -> Iterable[str]:
    return (code for code in countries if len(code) == 2 and code.isupper())


def _people(name: str | None, content: Path | None) -> tuple[str, ...]:
    """The names of the authority's list, which stands outside what is published."""
    if name is None:
        return ()
    top = Path.cwd() if content is None else content.resolve().parent
    path = (top / name).resolve()
    if content is not None and path.is_relative_to(content.resolve()):
        raise CannotRun(
            "names_file lies in the content folder", "keep the list of names outside of it"
        )
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise CannotRun(
            "names_file in mkdocs.yml cannot be read, so names cannot be looked for",
            "put the list there as UTF-8 text, one name a line, or remove the option",
        ) from None
    if len(data) > _MOST_NAMES:
        raise CannotRun("names_file is longer than 2 MB", "keep only the names that matter")
    lines = (line.strip() for line in text.splitlines())
    return tuple(sorted({line for line in lines if line and not line.startswith("#")}))
