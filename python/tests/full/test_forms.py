"""Results as frames, objects of neo, figures; bars."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure

import galvani

matplotlib.use('agg')


@pytest.fixture(scope='module')
def run() -> galvani.Run:
    from ..conftest import DOCUMENT

    return galvani.run(DOCUMENT, record={'v': [0, 5], 'g_e': {'cells': 'all', 'every': '1 ms', 'average': True}})


def test_frames(run: galvani.Run) -> None:
    frame = run.frame()
    assert list(frame.columns) == ['time_ms', 'neuron', 'group']
    counts = frame['group'].value_counts()
    assert counts['E'] == len(run.spikes.of(run.group('E'))) and counts['I'] == len(run.spikes.of(run.group('I')))
    v = run['v'].frame()
    assert np.array_equal(v.columns, [0, 5]) and v.index.name == 'time_ms'
    assert np.array_equal(v.to_numpy(), run['v'].values) and v.index[3] == 0.3
    assert list(run['g_e'].frame().columns) == ['mean']


def test_a_sweep_as_a_frame(text: str) -> None:
    frame = galvani.sweep(text, {'w_i': ['67 nS', '134 nS']}, duration='20 ms').frame()
    assert list(frame['w_i']) == ['67 nS', '134 nS']
    assert {'seed', 'rate_hz_all', 'rate_hz_E', 'cv_isi', 'hash', 'reason'} <= set(frame.columns)


def test_objects_of_neo(run: galvani.Run) -> None:
    block = run.neo('I')
    (segment,) = block.segments
    assert block.annotations['spike_hash'] == run.hash
    assert len(segment.spiketrains) == 20
    train = segment.spiketrains[3]
    assert train.annotations['neuron'] == 83
    assert np.array_equal(train.rescale('ms').magnitude, run.trains('I')[3]) and train.t_stop == 100
    v, g = segment.analogsignals
    assert (v.name, str(v.units.dimensionality), v.shape) == ('v', 'mV', (1001, 2))
    assert float(v.sampling_period.rescale('ms')) == 0.1 and float(g.sampling_period.rescale('ms')) == 1
    assert list(v.array_annotations['cell']) == [0, 5]
    assert np.array_equal(v.magnitude, run['v'].values)


@pytest.mark.parametrize('unit', ['', 'mV', 'nS', 'uA/cm^2', 'mS/cm^2', 'pA', '1/ms', 'mM', 'kHz', 'Mohm', 'uF/cm^2'])
def test_units_are_known_to_quantities(unit: str) -> None:
    from galvani._neo import with_unit

    assert float(with_unit(np.float64(2), unit).magnitude) == 2


def test_units_that_are_not_known_are_told() -> None:
    from galvani._neo import with_unit

    with pytest.raises(galvani.UserError, match="does not know the unit 'blob'"):
        with_unit(np.float64(2), 'blob')


def test_figures(run: galvani.Run, tmp_path: Path) -> None:
    figure = run.plot()
    raster, _, v, g = figure.axes
    drawn = sum(np.size(line.get_xdata()) for line in raster.lines)
    assert drawn == len(run.spikes)
    legend = raster.get_legend()
    assert legend is not None and [t.get_text() for t in legend.get_texts()] == ['E', 'I']
    assert v.get_ylabel() == 'v (mV)' and g.get_ylabel() == 'mean g_e (nS)'
    assert g.get_xlabel() == 'time (ms)' and g.get_xlim() == (0, 100)
    figure.savefig(tmp_path / 'raster.png')
    image = matplotlib.image.imread(tmp_path / 'raster.png')
    # Dots in the first two colours of the cycle.
    for colour in ('C0', 'C1'):
        near = np.abs(image[:, :, :3] - matplotlib.colors.to_rgb(colour)).max(axis=2) < 0.1
        assert near.sum() > 50
    own = Figure()
    assert run.plot('rates', bin_ms=10, figure=own) is own and len(own.axes) == 1
    with pytest.raises(galvani.UserError, match=r"no plot 'rastr'\. There are raster, rates, traces"):
        run.plot('rastr')


def test_traces_that_were_not_recorded_are_not_drawn(text: str) -> None:
    run = galvani.run(text, duration='5 ms')
    assert len(run.plot(figure=Figure()).axes) == 2
    with pytest.raises(galvani.UserError, match='Nothing was recorded'):
        run.plot('traces')


def test_figures_of_sweeps(text: str) -> None:
    curve = galvani.sweep(text, {'w_i': ['67 nS', '134 nS']}, duration='5 ms').plot(on=Figure())
    assert curve.axes[0].get_xlabel() == 'w_i' and curve.axes[0].get_ylabel() == 'rate (Hz)'
    swept = galvani.sweep(text, {'w_e': ['6 nS', '7 nS'], 'w_i': ['67 nS']}, duration='5 ms')
    plane = swept.plot('silent_fraction', on=Figure())
    assert plane.axes[0].get_ylabel() == 'w_e' and len(plane.axes) == 2
    with pytest.raises(galvani.UserError, match='at most two are drawn'):
        galvani.sweep(text, {'w_e': ['6 nS'], 'w_i': ['67 nS'], 'n': [20]}, duration='1 ms').plot()


def test_a_bar(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    galvani.run(text, progress=True)
    assert 'run: 100%' in capsys.readouterr().err
    with pytest.raises(galvani.GalvaniError, match='True, False, or a function'):
        galvani.run(text, progress=3)  # type: ignore[arg-type]
