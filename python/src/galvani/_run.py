"""One experiment, once."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np

from ._errors import UserError
from ._node import OnProgress, call
from ._progress import follower
from ._results import Run, load
from ._subject import Subject, subject_words
from ._values import Quantity, options, plain, settings, time_text, whole_text

Backend: TypeAlias = "Literal['auto', 'webgpu', 'wasm', 'reference']"

#: Variables with cells, `{'V': [0, 1, 2], 'g_e': {'cells': 'all', 'every': '1 ms', 'average': True}}`, or a list of requests
#: `{'population': …, 'variables': [...], 'cells': …}`.
Record: TypeAlias = 'Mapping[str, Any] | Sequence[Mapping[str, Any]]'


def run(
    subject: Subject,
    *,
    set: Mapping[str, Quantity] | None = None,
    record: Record | None = None,
    duration: str | None = None,
    dt: str | None = None,
    seed: int | np.integer[Any] | None = None,
    backend: Backend | None = None,
    integrator: str | None = None,
    threads: int | np.integer[Any] | None = None,
    strategy: str | None = None,
    connectivity: Literal['stored', 'procedural'] | None = None,
    progress: bool | OnProgress = False,
) -> Run:
    """Runs an experiment and returns what it gave.

    Args:
        subject: the name of a preset (`galvani.presets()` lists them), or a document: the path of a YAML or JSON file, its text
            of several lines, or a dict, in which numpy arrays may stand for lists of numbers.
        set: parameters by name: `{'w_i': '134 nS', 'n_exc': 3600}`.
        record: what is noted after every step beside the spikes: variables and named parts of the equations with cells (numbers,
            '0-9,20', 'all'), or with `{'cells': …, 'every': '1 ms', 'average': True}`, of the first population; or a list of
            requests with 'population', 'variables', 'cells'. Default: what the document records.
        duration: '1 s'; default: the experiment's own.
        dt: the step, '0.1 ms'; default: the experiment's own.
        seed: of all random numbers; default: the experiment's own, or 1.
        backend: 'auto' (the fastest here), 'webgpu', 'wasm' or 'reference' (double precision).
        integrator: for all cells; `galvani list integrators` on the command line shows them.
        threads: of the backend wasm; default: one per core.
        strategy: of the backend webgpu.
        connectivity: 'procedural' makes synapses anew at each spike, the same ones, in less memory.
        progress: True for a bar (tqdm), or a function of a stage and a fraction.

    Raises:
        UserError: for a mistake in any of these; DocumentError and TextError have a caret under the place.
        BlowUpError: where a value left the range of finite, sensible numbers.
        KeyboardInterrupt: by Ctrl-C; the simulator has ended by then and left no file.
    """
    chosen = options(
        duration=None if duration is None else time_text(duration, 'duration'),
        dt=None if dt is None else time_text(dt, 'dt'),
        seed=None if seed is None else whole_text(seed, 'seed'),
        backend=backend,
        integrator=integrator,
        threads=None if threads is None else whole_text(threads, 'threads'),
        strategy=strategy,
        connectivity=connectivity,
        record=None if record is None else json.dumps(_record(record)),
    )
    with (
        tempfile.TemporaryDirectory(prefix='galvani-') as folder,
        subject_words(subject) as words,
        follower(progress) as on_progress,
    ):
        file = Path(folder) / 'results.npz'
        call(
            ['run', words.word, *settings(set), *chosen, f'--results={file}', '--json'],
            text=words.text,
            folder=words.folder,
            on_progress=on_progress,
        )
        return load(file)


def _record(record: Record) -> Any:
    """With True for all cells, as simulations in JavaScript take it."""
    if isinstance(record, str) or not isinstance(record, (Mapping, Sequence)):
        raise UserError(
            f"record is {record!r}; give variables with cells, such as {{'V': [0, 1, 2]}}, or a list of requests."
        )
    data = plain(record)
    if isinstance(data, dict):
        return {name: 'all' if cells is True else cells for name, cells in data.items()}
    return data
