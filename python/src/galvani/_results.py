"""What a run gave."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from ._errors import UserError

if TYPE_CHECKING:
    import pandas
    from matplotlib.figure import Figure

Times: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.uint32]


def _times(steps: npt.NDArray[Any], dt_ms: float) -> Times:
    """Steps as ms, each the nearest number to its decimal: 13.9 for 139 steps of 0.1 ms."""
    exact = Fraction(repr(dt_ms))
    times: Times = steps.astype(np.float64) * exact.numerator / exact.denominator
    return times


@dataclass(frozen=True)
class Group:
    """A population, or a named range of one. Its cells are `first` to `first + count - 1` of the network."""

    name: str
    first: int
    count: int
    #: 'cells', or 'source' for stimuli, whose spikes are not recorded.
    role: str


@dataclass(frozen=True)
class Spikes:
    """Spikes sorted by step, then neuron."""

    #: Number of the step of each spike.
    step: Whole
    #: Cell of each spike, numbered through the whole network.
    neuron: Whole
    #: The step, ms.
    dt_ms: float

    @property
    def time_ms(self) -> Times:
        """Time of each spike, ms: step · dt."""
        return _times(self.step, self.dt_ms)

    def __len__(self) -> int:
        return len(self.step)

    def of(self, group: Group) -> Spikes:
        """Those of a group; neurons keep their numbers."""
        inside = (self.neuron >= group.first) & (self.neuron < group.first + group.count)
        return Spikes(self.step[inside], self.neuron[inside], self.dt_ms)

    def trains(self, group: Group) -> list[Times]:
        """Times of each cell of a group, ms, in the order of the cells."""
        own = self.of(group)
        order = np.argsort(own.neuron, kind='stable')
        ends = np.searchsorted(own.neuron[order], np.arange(group.first + 1, group.first + group.count))
        return list(np.split(own.time_ms[order], ends))

    def frame(self) -> pandas.DataFrame:
        """A frame with `time_ms` and `neuron`."""
        import pandas

        return pandas.DataFrame({'time_ms': self.time_ms, 'neuron': self.neuron})


@dataclass(frozen=True)
class Trace:
    """One variable of some cells, or its mean over them. Row 0 is at time 0, the others at the ends of steps."""

    population: str
    variable: str
    #: '' where it is a pure number.
    unit: str
    #: Numbers within the population; empty for a mean.
    cells: Whole
    average: bool
    #: Time of each row, ms.
    time_ms: Times
    #: Shape (times, cells), of a mean (times, 1), in `unit`.
    values: Times

    def frame(self) -> pandas.DataFrame:
        """A frame with a column per cell (or 'mean') over `time_ms`."""
        import pandas

        columns: Any = ['mean'] if self.average else self.cells
        index = pandas.Index(self.time_ms, name='time_ms')
        return pandas.DataFrame(self.values, index=index, columns=pandas.Index(columns, name='cell'))

    def quantity(self) -> Any:
        """The values as an array with unit of the package quantities."""
        from ._neo import with_unit

        return with_unit(self.values, self.unit)


@dataclass(frozen=True)
class Run:
    """What a run gave: spikes, recordings, figures."""

    #: What `galvani run --json` prints; docs/running.md tells of its fields.
    report: Mapping[str, Any] = field(repr=False)
    spikes: Spikes = field(repr=False)
    traces: Sequence[Trace] = field(repr=False)
    #: Populations and their named ranges.
    groups: Mapping[str, Group] = field(repr=False)

    def __repr__(self) -> str:
        r = self.report
        return (
            f'<galvani.Run of {r["preset"]}: {r["cells"]} cells, {r["duration_ms"]:g} ms, {r["spikes"]} spikes, '
            f'{r["rate_hz"]["all"]:.1f} Hz, {r["backend"]}, hash {r["spike_hash"][:8]}…>'
        )

    @property
    def hash(self) -> str:
        """SHA-256 of the spikes: over pairs of step and neuron, little-endian u32, in order."""
        return str(self.report['spike_hash'])

    @property
    def backend(self) -> str:
        """The backend that ran."""
        return str(self.report['backend'])

    @property
    def seed(self) -> int:
        """The seed of all random numbers."""
        return int(self.report['seed'])

    @property
    def cells(self) -> int:
        """Number of cells, stimuli not counted."""
        return int(self.report['cells'])

    @property
    def dt_ms(self) -> float:
        """The step, ms."""
        return float(self.report['dt_ms'])

    @property
    def duration_ms(self) -> float:
        """The whole time, ms."""
        return float(self.report['duration_ms'])

    @property
    def rate_hz(self) -> Mapping[str, float]:
        """Mean rate per cell, Hz: of all under 'all', and of each named group."""
        rates: Mapping[str, float] = self.report['rate_hz']
        return rates

    @property
    def cv_isi(self) -> float | None:
        """Mean over cells of the CV of their intervals; None where no cell has five."""
        cv: float | None = self.report['cv_isi']
        return cv

    def group(self, name: str) -> Group:
        """The population or range of that name; 'all' are all cells."""
        if name in self.groups:
            return self.groups[name]
        if name == 'all':
            return Group('all', 0, self.cells, 'cells')
        raise UserError(f"There is no group '{name}'. There are {', '.join(self.groups)} and all.")

    def trace(self, variable: str, population: str | None = None) -> Trace:
        """The recording of a variable; `population` where several have it."""
        named = [t for t in self.traces if t.variable == variable]
        found = [t for t in named if population is None or t.population == population]
        if len(found) == 1:
            return found[0]
        if named and not found:
            raise UserError(
                f"'{variable}' was recorded of {_listed(t.population for t in named)}, not of '{population}'."
            )
        if not named:
            raise UserError(
                f"'{variable}' was not recorded; recorded are {_listed(t.variable for t in self.traces)}. Name it in record={{…}}."
            )
        raise UserError(
            f"'{variable}' was recorded {len(found)} times, of {_listed(t.population for t in found)}: name a population, or take it from traces."
        )

    def __getitem__(self, variable: str) -> Trace:
        return self.trace(variable)

    def trains(self, group: str = 'all') -> list[Times]:
        """Times of the spikes of each cell of a group, ms."""
        return self.spikes.trains(self.group(group))

    def rates(self, bin_ms: float = 5.0, group: str = 'all') -> tuple[Times, Times]:
        """Population rate: beginnings of bins (ms) and rate per cell in each (Hz). The last bin may be shorter."""
        of = self.group(group)
        width = round(bin_ms / self.dt_ms)
        if width < 1 or abs(bin_ms / self.dt_ms - width) > 1e-6 * width:
            raise UserError(f'bin_ms is {bin_ms}; it must be a multiple of the step, {self.dt_ms} ms.')
        steps = int(self.report['steps'])
        edges = np.append(np.arange(0, steps, width), steps)
        counts, _ = np.histogram(self.spikes.of(of).step, edges)
        seconds = np.diff(edges) * self.dt_ms / 1000
        return _times(edges[:-1], self.dt_ms), counts / (max(of.count, 1) * seconds)

    def frame(self) -> pandas.DataFrame:
        """The spikes as a frame with `time_ms`, `neuron` and `group`, the first range that holds the neuron."""
        import pandas

        groups = self.ranges()
        place: Any = np.full(len(self.spikes), -1, dtype=np.int8 if len(groups) < 127 else np.int32)
        for k, of in reversed(list(enumerate(groups))):
            place[(self.spikes.neuron >= of.first) & (self.spikes.neuron < of.first + of.count)] = k
        frame = self.spikes.frame()
        frame['group'] = pandas.Categorical.from_codes(place, categories=pandas.Index([g.name for g in groups]))
        return frame

    def ranges(self) -> list[Group]:
        """Named ranges of populations of cells; a population without any for itself."""
        cells = [g for g in self.groups.values() if g.role == 'cells']

        def inside(a: Group, b: Group) -> bool:
            return a is not b and a.count < b.count and b.first <= a.first and a.first + a.count <= b.first + b.count

        return [g for g in cells if not any(inside(other, g) for other in cells)]

    def neo(self, group: str = 'all') -> Any:
        """A neo.Block with one segment: a SpikeTrain for each cell of the group, an AnalogSignal for each recording."""
        from ._neo import block_of

        return block_of(self, group)

    def plot(self, *kinds: str, bin_ms: float | None = None, figure: Figure | None = None) -> Figure:
        """A figure by matplotlib, panels one above the other.

        Args:
            kinds: of 'raster', 'rates', 'traces'; default: all that there is something of.
            bin_ms: of the rates; default: a hundredth of the run, at least one step.
            figure: where to draw; default: a new one.
        """
        from ._plot import figure_of

        return figure_of(self, kinds, bin_ms, figure)

    def _repr_html_(self) -> str:
        from html import escape

        rates = ', '.join(f'{name} {hz:.1f}' for name, hz in self.rate_hz.items())
        rows = {
            'experiment': f'{self.report["preset"]}, seed {self.seed}',
            'network': f'{self.cells} cells, {self.report["synapses"]} synapses',
            'time': f'{self.duration_ms:g} ms in steps of {self.dt_ms:g} ms',
            'spikes': f'{self.report["spikes"]}',
            'rate': f'{rates} Hz',
            'backend': str(self.report['adapter']),
            'hash': self.hash,
        }
        cells = ''.join(
            f'<tr><th>{escape(k)}</th><td style="text-align:left">{escape(v)}</td></tr>' for k, v in rows.items()
        )
        return f'<table>{cells}</table>'


def _listed(names: Iterator[str]) -> str:
    return ', '.join(dict.fromkeys(names)) or 'none'


def load(path: str | os.PathLike[str]) -> Run:
    """What `galvani run … --results FILE.npz` wrote."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            if 'about' not in arrays.files:
                raise UserError(
                    f"'{os.fspath(path)}' holds no results; 'galvani run … --results FILE.npz' writes them."
                )
            about = json.loads(arrays['about'].tobytes())
            dt = float(about['report']['dt_ms'])
            spikes = Spikes(arrays['step'], arrays['neuron'], dt)
            traces = [
                t
                for k, facts in enumerate(about['traces'])
                for t in _traces(facts, arrays[f'trace_{k}'], arrays[f'trace_{k}_cells'], dt)
            ]
    except OSError as error:
        raise UserError(f"'{os.fspath(path)}' cannot be read ({error.strerror or error}).") from error
    groups = {g['name']: Group(g['name'], g['first'], g['count'], g['role']) for g in about['groups']}
    return Run(about['report'], spikes, traces, groups)


def _traces(facts: Mapping[str, Any], values: Times, cells: Whole, dt: float) -> list[Trace]:
    times = _times(np.arange(len(values)) * facts['every_steps'], dt)
    return [
        Trace(facts['population'], name, '' if unit == '1' else unit, cells, facts['average'], times, values[:, :, v])
        for v, (name, unit) in enumerate(zip(facts['variables'], facts['units'], strict=True))
    ]
