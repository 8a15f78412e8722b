"""What is run: a preset, or a document as path, text or dict."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from ._errors import UserError
from ._values import plain

#: The name of a preset; the path of a document; its text, which has more than one line; or a dict of plain data.
Subject: TypeAlias = 'str | os.PathLike[str] | Mapping[str, Any]'


@dataclass(frozen=True)
class Words:
    """How the command line is told of a subject."""

    #: The name, the path, or '-'.
    word: str
    #: What goes to its standard input.
    text: str | None = None
    #: Where it runs: beside the files of the document.
    folder: str | None = None


@contextlib.contextmanager
def subject_words(subject: Subject) -> Iterator[Words]:
    """The words for a subject, as long as the files that they speak of are there."""
    if isinstance(subject, Mapping):
        with _handed_over(subject) as words:
            yield words
    elif isinstance(subject, os.PathLike):
        # Whole, so that a name without a folder is not taken for a preset.
        yield Words(str(Path(subject).resolve()))
    elif isinstance(subject, str):
        if '\n' in subject:
            yield Words('-', subject)
        elif subject.startswith('-') or subject.strip() == '':
            raise UserError(
                f'The experiment is {subject!r}; give the name of a preset, the path of a document, its text of several lines, or a dict.'
            )
        else:
            yield Words(subject)
    else:
        raise UserError(
            f'The experiment is of type {type(subject).__name__}; give the name of a preset, or a document: a path, a text of several lines, or a dict.'
        )


@contextlib.contextmanager
def _handed_over(document: Mapping[str, Any]) -> Iterator[Words]:
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    named: set[str] = set()
    data = _without_arrays(document, arrays, named)
    try:
        # One thing a line, so that the place of a mistake is shown well.
        text = json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise UserError(f'The document cannot be handed over ({error}); numbers in it must be finite.') from error
    if not arrays:
        yield Words('-', text)
        return
    # Arrays go as files beside the document, and its own files with them.
    with tempfile.TemporaryDirectory(prefix='galvani-') as folder:
        for name, array in arrays.items():
            np.save(Path(folder) / name, array, allow_pickle=False)
        for name in named:
            own = Path(name)
            if own.name == name and own.exists():
                try:
                    (Path(folder) / name).symlink_to(own.resolve())
                except OSError:
                    (Path(folder) / name).write_bytes(own.read_bytes())
        yield Words('-', text, folder)


def _without_arrays(value: Any, arrays: dict[str, np.ndarray[Any, Any]], named: set[str]) -> Any:
    """Plain data in which arrays of numbers are names of files. `named`: files that the document speaks of itself."""
    if isinstance(value, np.ndarray) and value.dtype.kind == 'f' and value.ndim == 1:
        return {'file': _kept(value, arrays)}
    if isinstance(value, Mapping):
        given = value.get('values')
        if isinstance(given, np.ndarray) and given.ndim == 1 and given.dtype.kind in 'fiu':
            rest = {key: entry for key, entry in value.items() if key != 'values'}
            return {'file': _kept(given, arrays), **_without_arrays(rest, arrays, named)}
        if isinstance(value.get('file'), str):
            named.add(value['file'])
        return {str(key): _without_arrays(entry, arrays, named) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_arrays(entry, arrays, named) for entry in value]
    return plain(value)


def _kept(array: np.ndarray[Any, Any], arrays: dict[str, np.ndarray[Any, Any]]) -> str:
    name = f'array-{len(arrays)}.npy'
    # Numbers of 8 bytes, little-endian: exact for every type that is kept.
    kind = {'f': '<f8', 'i': '<i8', 'u': '<u8'}[array.dtype.kind]
    arrays[name] = np.ascontiguousarray(array, dtype=kind)
    return name
