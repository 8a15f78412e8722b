"""Many networks in one call."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from ._errors import UserError
from ._node import OnProgress, call
from ._progress import follower
from ._run import Backend
from ._subject import Subject, subject_words
from ._values import Quantity, options, quantity_text, settings, time_text, whole_text

if TYPE_CHECKING:
    import pandas
    from matplotlib.figure import Figure

#: Values of one parameter: texts with units, numbers of what has none, or numbers and their unit: `(np.linspace(0, 134, 5), 'nS')`.
Values: TypeAlias = 'Sequence[Quantity] | npt.NDArray[Any] | tuple[Sequence[float] | npt.NDArray[Any], str]'


@dataclass(frozen=True)
class Variant:
    """One network of a sweep."""

    #: The varied parameters and their values.
    set: Mapping[str, str]
    seed: int
    #: Why it could not be built or blew up; None where it ran. Without it, figures are nan and there is no hash.
    reason: str | None
    #: Number of spikes in the whole run.
    spikes: float
    #: ms; nan without a spike.
    first_spike_ms: float
    #: Mean rate per cell, Hz: of all under 'all', and of each named group; after the transient, as the three below.
    rate_hz: Mapping[str, float]
    #: Mean CV of intervals; nan where no cell has five.
    cv_isi: float
    #: Synchrony χ; nan without spikes.
    synchrony: float
    #: Share of cells without a spike.
    silent_fraction: float
    #: The same that its own run has; '' where it did not run.
    hash: str


_figures = ('spikes', 'first_spike_ms', 'cv_isi', 'synchrony', 'silent_fraction')


@dataclass(frozen=True)
class Sweep:
    """What a sweep gave: one variant per combination; the seed, if several are given, is the last axis."""

    #: Values of each axis as texts, in the order of the axes.
    axes: Mapping[str, Sequence[str]]
    #: In the order of the combinations; the last axis varies fastest.
    variants: Sequence[Variant] = field(repr=False)
    backend: str
    duration_ms: float
    dt_ms: float

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of values on each axis."""
        return tuple(len(values) for values in self.axes.values())

    def __len__(self) -> int:
        return len(self.variants)

    def grid(self, figure: str = 'rate_hz', group: str = 'all') -> npt.NDArray[np.float64]:
        """One figure of all variants in the shape of the axes; nan where a variant did not run.

        `figure` is 'rate_hz' (of `group`), 'cv_isi', 'synchrony', 'silent_fraction', 'spikes' or 'first_spike_ms'.
        """
        if figure == 'rate_hz':
            groups = next((v.rate_hz for v in self.variants if v.rate_hz), {})
            if groups and group not in groups:
                raise UserError(f"There is no group '{group}'. There are {', '.join(groups)}.")
            values = [v.rate_hz.get(group, np.nan) for v in self.variants]
        elif figure in _figures:
            values = [getattr(v, figure) for v in self.variants]
        else:
            raise UserError(f"There is no figure '{figure}'. There are rate_hz, {', '.join(_figures)}.")
        return np.array(values, dtype=np.float64).reshape(self.shape)

    def frame(self) -> pandas.DataFrame:
        """One row per variant: parameters, seed, figures, hash, reason."""
        import pandas

        return pandas.DataFrame(
            {
                **v.set,
                'seed': v.seed,
                **{f'rate_hz_{name}': hz for name, hz in v.rate_hz.items()},
                **{name: getattr(v, name) for name in _figures},
                'hash': v.hash,
                'reason': v.reason,
            }
            for v in self.variants
        )

    def plot(self, figure: str = 'rate_hz', group: str = 'all', on: Figure | None = None) -> Figure:
        """One axis as a curve, two as a map, by matplotlib. `on`: a figure to draw on."""
        from ._plot import sweep_figure

        return sweep_figure(self, figure, group, on)


def sweep(
    subject: Subject,
    vary: Mapping[str, Values] | None = None,
    *,
    set: Mapping[str, Quantity] | None = None,
    seeds: Sequence[int | np.integer[Any]] | None = None,
    duration: str | None = None,
    transient: str | None = None,
    dt: str | None = None,
    backend: Backend | None = None,
    integrator: str | None = None,
    progress: bool | OnProgress = False,
) -> Sweep:
    """Runs every combination of the values of `vary`, and of `seeds`, each with the spikes of its own run.

    Args:
        subject: a preset or a document, as of `run`.
        vary: values by name: `{'w_i': ['50 nS', '67 nS'], 'w_e': (np.linspace(2, 10, 5), 'nS')}`.
        set: parameters that are the same for all.
        seeds: of each combination; default: the experiment's own, or 1.
        transient: what is left out of rates, CV, synchrony and the silent share, '100 ms'.
        duration, dt, backend, integrator, progress: as of `run`.

    Raises:
        UserError: for a mistake in the call. A variant that cannot be built, or that blows up, is told in its `reason`.
    """
    axes = {name: _texts(name, values) for name, values in (vary or {}).items()}
    chosen = options(
        seeds=None if seeds is None else ','.join(whole_text(seed, 'a seed') for seed in seeds),
        duration=None if duration is None else time_text(duration, 'duration'),
        transient=None if transient is None else time_text(transient, 'transient'),
        dt=None if dt is None else time_text(dt, 'dt'),
        backend=backend,
        integrator=integrator,
    )
    varied = [word for name, texts in axes.items() for word in ('--vary', f'{name}={",".join(texts)}')]
    with subject_words(subject) as words, follower(progress) as on_progress:
        printed = call(
            ['sweep', words.word, *varied, *settings(set), *chosen, '--json'],
            text=words.text,
            folder=words.folder,
            on_progress=on_progress,
        )
    told = json.loads(printed)
    shown: dict[str, Sequence[str]] = dict(axes)
    if seeds is not None:
        shown['seed'] = [str(int(seed)) for seed in seeds]
    variants = [_variant(row) for row in told['results']]
    return Sweep(shown, variants, told['backend'], told['duration_ms'], told['dt_ms'])


def _texts(name: str, values: Values) -> list[str]:
    if (
        isinstance(values, tuple)
        and len(values) == 2
        and isinstance(values[1], str)
        and isinstance(values[0], (Sequence, np.ndarray))
        and not isinstance(values[0], str)
    ):
        texts = [f'{quantity_text(x, name)} {values[1]}' for x in values[0]]
    elif isinstance(values, str):
        raise UserError(f'{name} is {values!r}; give a list of values, or take it out of vary and into set.')
    else:
        texts = [quantity_text(x, name) for x in values]
    if not texts:
        raise UserError(f'{name} has no values; give at least one.')
    for text in texts:
        if ',' in text or '..' in text:
            raise UserError(f"A value of {name} is {text!r}; it must be one quantity, such as '67 nS'.")
    return texts


def _variant(row: Mapping[str, Any]) -> Variant:
    def number(name: str) -> float:
        value = row.get(name)
        return float('nan') if value is None else float(value)

    return Variant(
        set=row['set'],
        seed=row['seed'],
        reason=row.get('reason'),
        rate_hz=row.get('rate_hz', {}),
        hash=row.get('spike_hash', ''),
        **{name: number(name) for name in _figures},
    )
