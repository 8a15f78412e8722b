"""Spiking networks from equations with units.

    >>> import galvani
    >>> run = galvani.run('ei-tutorial', set={'w_i': '134 nS'}, record={'V': [0, 1, 2]})
    >>> run.spikes.time_ms, run.spikes.neuron, run['V'].values, run['V'].unit
    >>> run.plot()

An experiment is the name of a preset, or a document: the path of a YAML or JSON file, its text, or a dict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._check import Check, Problem, check
from ._errors import BlowUpError, DocumentError, GalvaniError, InternalError, TextError, UserError
from ._names import document, presets
from ._results import Group, Run, Spikes, Trace, load
from ._run import run
from ._sweep import Sweep, Variant, sweep

if TYPE_CHECKING:
    from ._widget import Widget, widget

__all__ = [
    'BlowUpError',
    'Check',
    'DocumentError',
    'GalvaniError',
    'Group',
    'InternalError',
    'Problem',
    'Run',
    'Spikes',
    'Sweep',
    'TextError',
    'Trace',
    'UserError',
    'Variant',
    'Widget',
    'check',
    'document',
    'load',
    'presets',
    'run',
    'sweep',
    'widget',
]


def __getattr__(name: str) -> Any:
    """The widget and the version are looked up when they are asked for: a plain run needs neither."""
    if name in ('Widget', 'widget'):
        from . import _widget

        return getattr(_widget, name)
    if name == '__version__':
        from importlib.metadata import version

        return version('galvani')
    raise AttributeError(f"module 'galvani' has no attribute '{name}'")
