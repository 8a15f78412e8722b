"""What there is to run."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ._node import call
from ._subject import subject_words
from ._values import Quantity, settings


def presets() -> Sequence[Mapping[str, Any]]:
    """All presets: name, title, summary, reference, duration_ms, dt_ms, variables and parameters with units and ranges."""
    told: Sequence[Mapping[str, Any]] = json.loads(call(['list', '--json']))
    return told


def document(preset: str, set: Mapping[str, Quantity] | None = None) -> str:
    """A preset as the text of a document, which gives the same spikes: to begin one's own model with."""
    with subject_words(preset) as words:
        return call(['new', words.word, *settings(set)])
