"""Runs: what comes back, equal to what the command line writes."""

from __future__ import annotations

import hashlib
import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import galvani
from galvani._node import _command, node


def command_line(*words: str, folder: Path | None = None) -> str:
    """What the command prints, called without the package."""
    return subprocess.run(
        [node(), str(_command), *words], check=True, capture_output=True, text=True, cwd=folder
    ).stdout


def test_a_preset_runs_with_the_hash_of_the_command_line() -> None:
    run = galvani.run('ei-tutorial')
    report = json.loads(command_line('run', 'ei-tutorial', '--json'))
    assert run.hash == report['spike_hash']
    assert len(run.spikes) == report['spikes'] == run.report['spikes'] > 10_000
    assert run.rate_hz == report['rate_hz']
    assert repr(run).startswith('<galvani.Run of ei-tutorial: 4000 cells, 100 ms')
    assert run.hash in run._repr_html_()


def test_spikes_are_those_whose_hash_is_told(text: str) -> None:
    run = galvani.run(text)
    pairs = np.stack([run.spikes.step, run.spikes.neuron], axis=1).astype('<u4')
    assert hashlib.sha256(pairs.tobytes()).hexdigest() == run.hash
    assert run.spikes.step.dtype == run.spikes.neuron.dtype == np.uint32


def test_times_and_recordings_are_those_of_the_files_to_the_last_digit(path: Path) -> None:
    run = galvani.run(path, record={'v': [0, 5], 'g_e': [0, 5]})
    files = ['--spikes', 's.csv', '--traces', 't.csv', '--record', 'v,g_e', '--neurons', '0,5']
    command_line('run', path.name, *files, folder=path.parent)
    written = np.loadtxt(path.parent / 's.csv', delimiter=',', skiprows=1)
    assert np.array_equal(written[:, 0], run.spikes.time_ms)
    assert np.array_equal(written[:, 1], run.spikes.neuron)
    rows = np.loadtxt(path.parent / 't.csv', delimiter=',', skiprows=1)
    assert np.array_equal(rows[::2, 0], run['v'].time_ms)
    assert np.array_equal(rows[:, 2].reshape(-1, 2), run['v'].values)
    assert np.array_equal(rows[:, 3].reshape(-1, 2), run['g_e'].values)
    assert (run['v'].unit, run['g_e'].unit) == ('mV', 'nS')


def test_recordings_by_interval_mean_and_population(text: str) -> None:
    mean = {'cells': 'all', 'every': '1 ms', 'average': True}
    run = galvani.run(text, record={'v': True, 'g_i': mean}, duration='20 ms')
    assert run['v'].values.shape == (201, 100)
    assert not run['v'].average and list(run['v'].cells) == list(range(100))
    g = run['g_i']
    assert g.average and g.values.shape == (21, 1) and list(g.time_ms[:3]) == [0, 1, 2]
    every = galvani.run(text, record={'g_i': range(100)}, duration='20 ms')['g_i'].values[::10].mean(axis=1)
    # Sums of a hundred doubles in another order.
    np.testing.assert_allclose(g.values[:, 0], every, rtol=1e-13, atol=1e-13)
    listed = galvani.run(
        text, duration='20 ms', record=[{'population': 'cells', 'variables': ['v', 'g_e'], 'cells': np.arange(3)}]
    )
    assert [t.variable for t in listed.traces] == ['v', 'g_e']
    with pytest.raises(galvani.UserError, match="'g_i' was not recorded; recorded are v, g_e"):
        listed['g_i']
    with pytest.raises(galvani.UserError, match="recorded of cells, not of 'drive'"):
        listed.trace('v', 'drive')


def test_groups_rates_and_trains(text: str) -> None:
    run = galvani.run(text)
    assert [(g.name, g.first, g.count) for g in run.ranges()] == [('E', 0, 80), ('I', 80, 20)]
    assert run.groups['drive'].role == 'source'
    assert len(run.spikes.of(run.group('I'))) + len(run.spikes.of(run.group('E'))) == len(run.spikes) > 100
    trains = run.trains('I')
    assert len(trains) == 20
    for k, train in enumerate(trains):
        assert np.array_equal(train, run.spikes.time_ms[run.spikes.neuron == 80 + k])
    begins, rates = run.rates(7.0, 'E')
    assert begins[1] == 7.0 and len(begins) == 15
    # The last bin lasts 2 ms.
    counts = rates * 80 * np.append(np.full(14, 0.007), 0.002)
    assert round(counts.sum()) == len(run.spikes.of(run.group('E')))
    with pytest.raises(galvani.UserError, match=r'bin_ms is 0.25; it must be a multiple of the step, 0.1 ms'):
        run.rates(0.25)
    with pytest.raises(galvani.UserError, match=r"no group 'X'\. There are cells, E, I, drive and all"):
        run.group('X')


def test_options_change_the_run_as_on_the_command_line(text: str) -> None:
    base = galvani.run(text)
    assert galvani.run(text, set={'w_i': '67 nS', 'n': 100}).hash == base.hash
    assert galvani.run(text, set={'w_i': '134 nS'}).hash != base.hash
    assert galvani.run(text, set={'n': np.int64(50)}).cells == 50
    assert galvani.run(text, seed=8).hash != base.hash
    assert galvani.run(text, threads=2).hash == base.hash
    assert galvani.run(text, connectivity='procedural').hash == base.hash
    other = galvani.run(
        text, dt='0.05 ms', duration='10 ms', backend='reference', integrator='euler', seed=np.uint32(3)
    )
    assert (other.dt_ms, other.duration_ms, other.backend, other.seed) == (0.05, 10, 'reference', 3)
    assert other.report['integrator'] == 'euler'


def test_runs_go_on_side_by_side(text: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        runs = list(pool.map(lambda seed: galvani.run(text, seed=seed), [1, 2, 1]))
    assert runs[0].hash == runs[2].hash != runs[1].hash


def test_progress_is_told_to_a_function(text: str) -> None:
    told: list[tuple[str, float]] = []
    galvani.run(text, progress=lambda stage, fraction: told.append((stage, fraction)))
    assert told[-1] == ('run', 1)
    assert all(0 <= fraction <= 1 for _, fraction in told)


def test_results_are_files_too(path: Path) -> None:
    command_line('run', path.name, '--results', 'kept.npz', folder=path.parent)
    assert galvani.load(path.parent / 'kept.npz').hash == galvani.run(path).hash
    np.savez(path.parent / 'other.npz', a=np.zeros(3))
    with pytest.raises(galvani.UserError, match='holds no results'):
        galvani.load(path.parent / 'other.npz')
    with pytest.raises(galvani.UserError, match='cannot be read'):
        galvani.load(path.parent / 'none.npz')


def test_a_run_without_spikes_or_intervals() -> None:
    run = galvani.run('tm-cell', duration='1 ms', record={'V': [0]})
    assert len(run.spikes) == 0 and run.cv_isi is None
    assert run.rates(1.0)[1].tolist() == [0]
    assert [len(t) for t in run.trains()] == [0]
