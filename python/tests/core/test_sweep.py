"""Sweeps: every combination, equal to runs of its own."""

from __future__ import annotations

import numpy as np
import pytest

import galvani


def test_variants_are_runs_of_their_own(text: str) -> None:
    swept = galvani.sweep(text, {'w_i': (np.array([67.0, 134.0]), 'nS'), 'n': [50, 100]}, duration='50 ms')
    assert swept.shape == (2, 2) and len(swept) == 4
    assert swept.axes == {'w_i': ['67.0 nS', '134.0 nS'], 'n': ['50', '100']}
    for variant in swept.variants:
        run = galvani.run(text, set=variant.set, duration='50 ms')
        assert variant.hash == run.hash and variant.rate_hz == run.rate_hz and variant.spikes == len(run.spikes)
    grid = swept.grid('rate_hz', 'E')
    assert grid.shape == (2, 2) and grid[1, 0] == swept.variants[2].rate_hz['E']
    assert swept.grid('spikes')[0, 1] == swept.variants[1].spikes


def test_seeds_are_the_last_axis(text: str) -> None:
    swept = galvani.sweep(text, {'w_i': ['67 nS']}, seeds=[7, 8], duration='50 ms', transient='10 ms')
    assert list(swept.axes) == ['w_i', 'seed'] and swept.shape == (1, 2)
    assert swept.variants[1].hash == galvani.run(text, seed=8, duration='50 ms').hash


def test_a_variant_that_does_not_run_is_told() -> None:
    document = {
        'galvani': 1,
        'parameters': {'k': 1},
        'models': {'m': {'equations': 'dv/dt = k*v*v/(1 ms) : 1', 'threshold': 'v > 1e300'}},
        'populations': {'cells': {'model': 'm', 'size': 1, 'initial': {'v': 1}}},
        'run': {'duration': '20 ms', 'backend': 'reference'},
    }
    swept = galvani.sweep(document, {'k': [0.01, 1e300]})
    assert swept.variants[0].reason is None and 'blew up' in (swept.variants[1].reason or '')
    assert np.isnan(swept.grid('rate_hz')).tolist() == [False, True]


def test_progress_reaches_its_end(text: str) -> None:
    told: list[float] = []
    galvani.sweep(
        text, {'w_i': ['67 nS', '80 nS']}, duration='20 ms', progress=lambda _, fraction: told.append(fraction)
    )
    assert told[-1] == 1


def test_mistakes(text: str) -> None:
    with pytest.raises(galvani.UserError, match='needs something that varies'):
        galvani.sweep(text)
    with pytest.raises(galvani.UserError, match='give a list of values'):
        galvani.sweep(text, {'w_i': '67 nS'})
    with pytest.raises(galvani.UserError, match='must be one quantity'):
        galvani.sweep(text, {'w_i': ['1 nS,2 nS']})
    with pytest.raises(galvani.UserError, match='has no values'):
        galvani.sweep(text, {'w_i': []})
    with pytest.raises(galvani.UserError, match="no parameter 'w'"):
        galvani.sweep(text, {'w': ['1 nS']})
    swept = galvani.sweep(text, {'w_i': ['67 nS']}, duration='5 ms')
    with pytest.raises(galvani.UserError, match="no figure 'rate'"):
        swept.grid('rate')
    with pytest.raises(galvani.UserError, match=r"no group 'X'\. There are all, E, I"):
        swept.grid(group='X')
