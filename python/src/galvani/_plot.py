"""Figures by matplotlib."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from ._errors import GalvaniError, UserError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ._results import Run, Trace
    from ._sweep import Sweep

#: Height of each panel, inches.
_HEIGHTS = {'raster': 3.2, 'rates': 1.6, 'traces': 1.8}
_WIDTH = 8.0


def _new_figure(height: float) -> Figure:
    try:
        from matplotlib import pyplot
    except ImportError as error:
        raise GalvaniError("Figures are drawn by matplotlib: pip install 'galvani[plot]'.") from error
    return pyplot.figure(figsize=(_WIDTH, height), layout='constrained')


def figure_of(run: Run, kinds: Sequence[str], bin_ms: float | None, figure: Figure | None) -> Figure:
    """Panels one above the other, with one axis of time."""
    for kind in kinds:
        if kind not in _HEIGHTS:
            raise UserError(f"There is no plot '{kind}'. There are {', '.join(_HEIGHTS)}.")
    if 'traces' in kinds and not run.traces:
        raise UserError("Nothing was recorded to draw as traces; name variables in record={'V': [0, 1, 2]}.")
    panels: list[tuple[float, Callable[[Any], None]]] = []
    for kind in kinds or [k for k in _HEIGHTS if k != 'traces' or run.traces]:
        height = _HEIGHTS[kind]
        if kind == 'raster':
            panels.append((height, partial(_raster, run)))
        elif kind == 'rates':
            panels.append((height, partial(_rates, run, bin_ms)))
        else:
            panels.extend((height, partial(_trace, trace)) for trace in run.traces)
    heights = [height for height, _ in panels]
    figure = figure if figure is not None else _new_figure(0.5 + sum(heights))
    all_axes = np.atleast_1d(figure.subplots(len(panels), 1, sharex=True, height_ratios=heights))
    for axes, (_, draw) in zip(all_axes, panels, strict=True):
        draw(axes)
    all_axes[-1].set_xlabel('time (ms)')
    all_axes[-1].set_xlim(0, run.duration_ms)
    return figure


def _raster(run: Run, axes: Any) -> None:
    groups = run.ranges()
    # A dot of two pixels where there is room, one where there are many.
    size = 2.0 if len(run.spikes) < 20_000 else 1.0
    for group in groups:
        spikes = run.spikes.of(group)
        axes.plot(spikes.time_ms, spikes.neuron, '.', markersize=size, label=group.name, rasterized=True)
    axes.set_ylim(-0.5, max(run.cells, 1) - 0.5)
    axes.set_ylabel('neuron')
    if len(groups) > 1:
        axes.legend(loc='upper right', markerscale=8 / size)


def _rates(run: Run, bin_ms: float | None, axes: Any) -> None:
    if bin_ms is None:
        bin_ms = max(1, round(int(run.report['steps']) / 100)) * run.dt_ms
    for group in run.ranges():
        times, rates = run.rates(bin_ms, group.name)
        axes.stairs(rates, np.append(times, run.duration_ms), label=group.name)
    axes.set_ylabel('rate (Hz)')
    axes.set_ylim(bottom=0)


def _trace(trace: Trace, axes: Any) -> None:
    axes.plot(trace.time_ms, trace.values, linewidth=0.8)
    mean = 'mean ' if trace.average else ''
    axes.set_ylabel(f'{mean}{trace.variable} ({trace.unit})' if trace.unit else f'{mean}{trace.variable}')
    if not trace.average and len(trace.cells) > 1:
        axes.legend([str(cell) for cell in trace.cells[:10]], loc='upper right', title='cell')


_LABELS = {
    'rate_hz': 'rate (Hz)',
    'cv_isi': 'CV of intervals',
    'synchrony': 'synchrony χ',
    'silent_fraction': 'silent share',
    'spikes': 'spikes',
    'first_spike_ms': 'first spike (ms)',
}


def sweep_figure(sweep: Sweep, name: str, group: str, figure: Figure | None) -> Figure:
    """A curve over one axis, a map over two."""
    values = sweep.grid(name, group)
    if values.ndim > 2:
        raise UserError(
            f'A sweep over {", ".join(sweep.axes)} has {values.ndim} axes; at most two are drawn. Take slices of grid().'
        )
    figure = figure if figure is not None else _new_figure(4.0)
    axes = figure.subplots()
    label = _LABELS[name] if group == 'all' else f'{_LABELS[name]}, {group}'
    names = list(sweep.axes)
    ticks = [list(texts) for texts in sweep.axes.values()]
    axes.set_xlabel(names[-1])
    axes.set_xticks(range(len(ticks[-1])), ticks[-1])
    if values.ndim == 1:
        axes.plot(values, 'o-')
        axes.set_ylabel(label)
    else:
        image = axes.imshow(values, origin='lower', aspect='auto')
        axes.set_yticks(range(len(ticks[0])), ticks[0])
        axes.set_ylabel(names[0])
        figure.colorbar(image, label=label)
    return figure
