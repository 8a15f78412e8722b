"""Values of Python as the command line takes them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from ._errors import UserError

#: A text with a unit ('67 nS'), or a pure number.
Quantity: TypeAlias = 'str | int | float | np.integer[Any] | np.floating[Any]'


def quantity_text(value: Any, name: str) -> str:
    """A quantity as a text; numbers exactly."""
    if isinstance(value, str):
        return value
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return repr(value)
    raise UserError(
        f"{name} is {value!r}; give a text with its unit, such as '67 nS', or a plain number where it has none."
    )


def time_text(value: Any, name: str) -> str:
    """A time as a text. A plain number is refused: nobody could say of what unit it is."""
    if isinstance(value, str):
        return value
    raise UserError(f"{name} is {value!r}; give it with its unit, such as '100 ms'.")


def whole_text(value: Any, name: str) -> str:
    """A whole number as a text; what range it must lie in the command line says."""
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        return str(int(value))
    raise UserError(f'{name} is {value!r}; it must be a whole number.')


def settings(values: Mapping[str, Quantity] | None) -> list[str]:
    """Words that set parameters."""
    if values is None:
        return []
    if not isinstance(values, Mapping):
        raise UserError(f"set is {values!r}; give names with values, such as {{'w_i': '134 nS'}}.")
    return [word for name, value in values.items() for word in ('--set', f'{name}={quantity_text(value, str(name))}')]


def options(**given: str | None) -> list[str]:
    """Words of options; those that are None are left out."""
    return [f'--{name}={value}' for name, value in given.items() if value is not None]


def plain(value: Any) -> Any:
    """Data for JSON: numbers of numpy as numbers, arrays, ranges and tuples as lists, paths as texts, True stays."""
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, str) or value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, (Sequence, Iterable)):
        return [plain(entry) for entry in value]
    raise UserError(f'{value!r} cannot stand in a document; texts, numbers, lists, dicts and numpy arrays can.')
