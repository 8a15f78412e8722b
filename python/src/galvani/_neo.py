"""Results as objects of neo, with units of quantities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._errors import GalvaniError, UserError

if TYPE_CHECKING:
    import numpy.typing as npt

    from ._results import Run


def with_unit(values: npt.ArrayLike, unit: str) -> Any:
    """The values as an array of quantities."""
    try:
        import quantities
    except ImportError as error:
        raise GalvaniError("Units come from the package quantities: pip install 'galvani[neo]'.") from error
    try:
        return quantities.Quantity(
            values, unit.replace('^', '**').replace('µ', 'u').replace('Ω', 'ohm') or 'dimensionless'
        )
    except (LookupError, SyntaxError) as error:
        raise UserError(f"The package quantities does not know the unit '{unit}'; take the plain values.") from error


def block_of(run: Run, group: str) -> Any:
    """A block with one segment: trains of the group's cells in their order, then the recordings in theirs."""
    try:
        import neo
    except ImportError as error:
        raise GalvaniError("Blocks are objects of neo: pip install 'galvani[neo]'.") from error
    of = run.group(group)
    segment = neo.Segment(name=str(run.report['preset']))
    for neuron, times in enumerate(run.trains(group), of.first):
        train = neo.SpikeTrain(
            times, units='ms', t_start=0, t_stop=run.duration_ms, name=f'neuron {neuron}', neuron=neuron
        )
        segment.spiketrains.append(train)
    for trace in run.traces:
        period = float(trace.time_ms[1] - trace.time_ms[0]) if len(trace.time_ms) > 1 else run.dt_ms
        segment.analogsignals.append(
            neo.AnalogSignal(
                with_unit(trace.values, trace.unit),
                sampling_period=with_unit(period, 'ms'),
                t_start=with_unit(0.0, 'ms'),
                name=trace.variable,
                population=trace.population,
                array_annotations=None if trace.average else {'cell': trace.cells},
            )
        )
    block = neo.Block(name=str(run.report['preset']), spike_hash=run.hash, seed=run.seed, backend=run.backend)
    block.segments.append(segment)
    return block
