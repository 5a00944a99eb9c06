"""Turns the model's refusals into places and words."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from disclosurelog.errors import Problem
from disclosurelog.records.base import Part
from disclosurelog.records.yamlfile import Path_, YamlFile

Model = TypeVar("Model", bound=Part)

REQUESTER = frozenset(
    {
        "applicant",
        "applicant_email",
        "applicant_name",
        "asked_by",
        "complainant",
        "customer",
        "customer_name",
        "email",
        "enquirer",
        "name",
        "requested_by",
        "requester",
        "requester_address",
        "requester_email",
        "requester_id",
        "requester_name",
        "requester_type",
        "requestor",
        "requestor_name",
    }
)
"""Field names that would hold who asked. They are refused by name, at every depth."""

_SAYS = {
    "string_type": ("should be text", "write text, in quotes if it looks like a number"),
    "int_type": ("should be a whole number", "write digits without quotes"),
    "float_type": ("should be a number", "write digits without quotes"),
    "finite_number": ("should be a number", "write digits without quotes"),
    "bool_type": ("should be true or false", "write true or false without quotes"),
    "date_type": ("should be a day", "write it as 2024-01-31"),
    "tuple_type": ("should be a list", "start each entry on its own line with a hyphen"),
    "dict_type": ("should be a group of fields", "indent its fields below it"),
    "model_type": ("should be a group of fields", "indent its fields below it"),
    "model_attributes_type": ("should be a group of fields", "indent its fields below it"),
    "too_short": ("needs at least one entry", "add one or delete the field"),
}


def build(model: type[Model], source: YamlFile) -> tuple[Model | None, list[Problem]]:
    """Make a `model` of what a YAML file holds; None and every mistake where it cannot be made."""
    if source.problems or source.value is None:
        return None, source.problems
    try:
        return model.model_validate(source.value), []
    except ValidationError as error:
        return None, list(_problems(model, source, error))


def _problems(
    model: type[BaseModel], source: YamlFile, error: ValidationError
) -> Iterator[Problem]:
    for where, what, remedy in mistakes(model, error, source.guessed):
        yield source.problem(where, what, remedy)


def mistakes(
    model: type[BaseModel],
    error: ValidationError,
    guessed: Callable[[Path_], str | None] = lambda where: None,
) -> Iterator[tuple[Path_, str, str]]:
    """Say in words what a model refused: where, what is wrong, what to do.

    Args:
        model: What was to be made.
        error: What it refused.
        guessed: What YAML reads the unquoted value at a place as; None where that is text.
    """
    for one in error.errors(include_url=False, include_input=False):
        where: Path_ = one["loc"]
        yield where, *_words(model, guessed, where, one)


def _words(
    model: type[BaseModel], guessed: Callable[[Path_], str | None], where: Path_, one: Any
) -> tuple[str, str]:
    kind, context = one["type"], one.get("ctx", {})
    name = _dotted(where)
    if kind == "missing":
        return f"{name} is missing", "add it"
    if kind == "extra_forbidden":
        return _unknown(model, where)
    if kind == "invalid_key":
        known = ", ".join(_fields(model, where[:-1]))
        what = f"{_dotted(where[:-1])} holds a name that YAML reads as a number or as yes or no"
        return what, f"the fields are {known}" if known else "put it in quotes"
    if kind == "literal_error":
        return f"{name} is not one of the words allowed", f"write {context['expected']}"
    if kind == "value_error":
        what, _, remedy = str(context["error"]).partition("; ")
        return f"{name} {what}", remedy
    if kind in {"string_type", "date_type"} and (reads := guessed(where)):
        say = "should be text" if kind == "string_type" else "should be a day"
        return f"{name} {say}, but without quotes YAML reads it as {reads}", "put it in quotes"
    if kind == "string_pattern_mismatch":
        return f"{name} is not written as it should be", _shape(model, where)
    if kind in {"string_too_long", "string_too_short", "too_long"}:
        limit = context.get("max_length", context.get("min_length"))
        word = "shorter" if kind == "string_too_short" else "longer"
        return f"{name} is {word} than {limit} characters", "reword it"
    if kind == "greater_than_equal":
        return f"{name} is below {context['ge']}", "correct the number"
    if kind == "greater_than":
        return f"{name} is not above {context['gt']:g}", "correct the number"
    what, remedy = _SAYS.get(
        kind, ("is not written as it should be", "see the field's description")
    )
    return f"{name} {what}", remedy


def _unknown(model: type[BaseModel], where: Path_) -> tuple[str, str]:
    key = str(where[-1])
    # Only records have a request, and so somebody who made it.
    if key.lower() in REQUESTER and "request" in model.model_fields:
        return (
            f"{key} would tell who asked, and records never do (UK GDPR Article 5(1)(c))",
            "delete the line; check that the name stands nowhere else",
        )
    known = _fields(model, where[:-1])
    close = difflib.get_close_matches(key, known, 1, 0.6)
    shown = _dotted((*where[:-1], key)) if key.isidentifier() and len(key) <= 40 else "this"
    if close:
        return f"{shown} is not a field here", f"did you mean {close[0]}?"
    return f"{shown} is not a field here", f"the fields are {', '.join(known)}"


def _dotted(where: Path_) -> str:
    text = ""
    for step in where:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text or "the file"


def _fields(model: type[BaseModel], where: Path_) -> tuple[str, ...]:
    found = _model_at(model, where)
    return tuple(f.alias or n for n, f in found.model_fields.items()) if found else ()


def _shape(model: type[BaseModel], where: Path_) -> str:
    """Say how the field is written, in the model's own description of it."""
    owner = _model_at(model, where[:-1] if isinstance(where[-1], str) else where[:-2])
    name = next((s for s in reversed(where) if isinstance(s, str)), "")
    if owner:
        for key, field in owner.model_fields.items():
            if (field.alias or key) == name and field.description:
                return field.description.rstrip(".")
    return "use small letters, digits and hyphens"


@cache
def _model_at(model: type[BaseModel], where: Path_) -> type[BaseModel] | None:
    current: Any = model
    keyed = False
    for step in where:
        if isinstance(step, int):
            continue
        if keyed:
            # A mapping's own keys (the language of a translation) are no field names.
            keyed = False
            continue
        if isinstance(current, type) and issubclass(current, BaseModel):
            field = next(
                (f for n, f in current.model_fields.items() if (f.alias or n) == step), None
            )
            if field is None:
                return None
            current = _model_in(field.annotation)
            keyed = get_origin(field.annotation) is dict
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for a in get_args(annotation) if (found := _model_in(a))), None)
