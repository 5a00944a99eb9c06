"""The plugin's options in mkdocs.yml, and the settings made of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from pydantic import ValidationError

from disclosurelog.errors import CannotRun
from disclosurelog.records import Settings, mistakes


class AuthorityOptions(Config):  # type: ignore[no-untyped-call]
    """The public body whose log this is."""

    name = c.Type(str)
    short_name = c.Optional(c.Type(str))
    url = c.Optional(c.Type(str))
    email = c.Optional(c.Type(str))
    postal_address = c.Optional(c.Type(str))


class PersonalDataOptions(Config):  # type: ignore[no-untyped-call]
    """What the check for personal data has to know."""

    contacts = c.ListOfItems(c.Type(str), default=[])
    numbers = c.Type(dict, default={})
    names_file = c.Optional(c.Type(str))


class Options(Config):  # type: ignore[no-untyped-call]
    """The options of the `disclosurelog` plugin. `docs/settings.md` describes each."""

    authority = c.SubConfig(AuthorityOptions)
    laws = c.ListOfItems(c.Type(str), default=["uk-foia-2000", "uk-eir-2004"])
    language = c.Type(str, default="en")
    licence = c.Optional(c.Type(str))
    licence_url = c.Optional(c.Type(str))
    page_size = c.Type(int, default=50)
    latest = c.Type(int, default=8)
    page_images = c.Type(bool, default=True)
    personal_data = c.SubConfig(PersonalDataOptions)
    # What stands in these is judged by the settings themselves.
    quick_exit = c.Type(object, default={})
    beta = c.Type(object, default={})
    feedback = c.Type(object, default={})
    counting = c.Type(object, default={})
    cache_mb = c.Type(object, default=2_000)
    host = c.Optional(c.Type(object))
    as_of = c.Optional(c.Type((str, datetime.date)))
    jobs = c.Optional(c.Type(int))
    after = c.Optional(c.Type(str))


PROGRAM = frozenset({"as_of", "jobs", "after"})
"""Options that steer a run and say nothing of the authority."""


def settings_from(options: Options) -> Settings:
    """Make the settings of the plugin's options.

    Raises:
        CannotRun: an option is not written as it should be.
    """
    given = {name: value for name, value in options.items() if name not in PROGRAM}
    try:
        return Settings.model_validate(_frozen(given))
    except ValidationError as error:
        wrong = [f"{what}; {remedy}" for _, what, remedy in mistakes(Settings, error)]
        raise CannotRun(". ".join(["the options in mkdocs.yml are not right", *wrong])) from None


def _frozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _frozen(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return tuple(_frozen(inner) for inner in value)
    return value
