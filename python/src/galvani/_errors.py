"""Exceptions. What a person can mend is a UserError; its text names what was found, what is allowed, what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class GalvaniError(Exception):
    """Any failure of a call."""


class UserError(GalvaniError, ValueError):
    """A mistake in the call, the experiment or its values."""


class TextError(UserError):
    """A mistake in one text (equation, expression, quantity); the message has a caret under the place."""

    #: The text in which the mistake is.
    text: str
    #: Offset of the place in `text` and its length, in UTF-16 code units.
    at: int
    length: int
    #: The message without the excerpt.
    sentence: str


class DocumentError(UserError):
    """Mistakes in a document; the message has line, column and a caret for each."""

    #: One entry per mistake, as `galvani.check` tells them.
    problems: Sequence[Mapping[str, Any]]


class BlowUpError(UserError):
    """A run that left the range of finite, sensible values."""

    population: str
    variable: str
    #: Number of the cell within its population.
    cell: int
    #: End of the step in which it happened, ms.
    time_ms: float


class InternalError(GalvaniError, RuntimeError):
    """A failure of the program itself, not of the call."""


_kinds: dict[str, type[GalvaniError]] = {
    kind.__name__: kind for kind in (UserError, TextError, DocumentError, BlowUpError, InternalError)
}


def error_of(facts: Mapping[str, Any]) -> GalvaniError:
    """The exception of an error as the command line tells it."""
    # Other kinds of mistakes that the command line knows have nothing of their own.
    error = _kinds.get(facts['kind'], UserError)(facts['message'])
    for name, value in facts.items():
        if name not in ('kind', 'message'):
            setattr(error, name, value)
    return error
