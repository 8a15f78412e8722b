"""Whether a document is right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ._node import call
from ._subject import Subject, subject_words


@dataclass(frozen=True)
class Problem:
    """A mistake in a document."""

    #: Keys and indices from the document's root: ('projections', 0, 'weight').
    path: tuple[str | int, ...]
    #: 'syntax', 'unknown-key', 'missing-key', 'kind', 'meaning' or 'file'.
    code: str
    #: What was found, what is allowed, what to do.
    sentence: str
    #: From 1; None where the mistake stands nowhere in the text. Of a dict, in the JSON text that it was handed over as.
    line: int | None
    column: int | None
    #: Of the place, in UTF-16 code units.
    length: int | None


@dataclass(frozen=True)
class Check:
    """What was found; true where the document is right."""

    problems: Sequence[Problem]
    #: Numbers of cells, populations and projections; 0 where there are problems.
    cells: int = 0
    populations: int = 0
    projections: int = 0

    @property
    def ok(self) -> bool:
        """Whether the document is right."""
        return not self.problems

    def __bool__(self) -> bool:
        return self.ok


def check(document: Subject) -> Check:
    """Checks a document (a path, a text of several lines, or a dict) and builds its network, without running it."""
    with subject_words(document) as words:
        printed = call(['check', words.word, '--json'], text=words.text, folder=words.folder, accepts=(0, 1))
    told = json.loads(printed)
    problems = [
        Problem(tuple(p['path']), p['code'], p['sentence'], p.get('line'), p.get('column'), p.get('length'))
        for p in told['problems']
    ]
    return Check(problems, told.get('cells', 0), told.get('populations', 0), told.get('projections', 0))
