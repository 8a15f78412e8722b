"""Mistakes become exceptions that say what is wrong, where, and what to do."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import galvani


def test_a_mistake_in_a_text_has_its_line_and_a_caret(text: str) -> None:
    with pytest.raises(galvani.DocumentError) as caught:
        galvani.run(text.replace('g_e*(0 mV - v)', 'g_e*(0 nS - v)'))
    lines = str(caught.value).splitlines()
    assert 'line 10' in lines[0]
    caret = next(k for k, line in enumerate(lines) if set(line.strip()) == {'^'})
    place = slice(lines[caret].index('^'), lines[caret].rindex('^') + 1)
    assert lines[caret - 1][place] in '0 nS - v'
    assert caught.value.problems[0]['path'][:3] == ['models', 'lif', 'equations']
    assert isinstance(caught.value, ValueError)


def test_a_mistake_in_a_dict_has_its_path_and_a_caret() -> None:
    with pytest.raises(
        galvani.DocumentError, match=r"populations\.cells\.sise.*did you mean 'size'\?(?s:.)*\^\^"
    ) as caught:
        galvani.run({'galvani': 1, 'populations': {'cells': {'model': 'm', 'sise': 3}}, 'run': {'duration': '1 ms'}})
    assert caught.value.problems[0]['code'] == 'unknown-key'


@pytest.mark.parametrize(
    ('call', 'says'),
    [
        ({'subject': 'ei-tutoral'}, "no preset 'ei-tutoral'. Did you mean 'ei-tutorial'"),
        ({'subject': 'none.yaml'}, 'there is no such file'),
        ({'subject': Path('none')}, 'there is no such file'),
        ({'subject': '--version'}, 'give the name of a preset'),
        ({'subject': 3}, 'of type int'),
        ({'set': {'w_i': '1 mV'}}, 'w_i'),
        ({'set': {'q': 1}}, "no parameter 'q'"),
        ({'set': {'w_i': None}}, "give a text with its unit, such as '67 nS'"),
        ({'set': 'w_i=3 nS'}, 'give names with values'),
        ({'duration': 100}, "give it with its unit, such as '100 ms'"),
        ({'duration': '3 mV'}, 'duration'),
        ({'dt': '0.3 ms', 'duration': '1 ms'}, 'no whole number of steps'),
        ({'seed': -1}, 'whole number from 0 to 4294967295'),
        ({'seed': 1.5}, 'it must be a whole number'),
        ({'threads': 0}, 'whole number from 1 to 256'),
        ({'backend': 'cuda'}, 'allowed are auto, webgpu, wasm, reference'),
        ({'integrator': 'magic'}, 'magic'),
        ({'record': {'q': [0]}}, "no variable 'q'"),
        ({'record': {'V': [10_000]}}, 'no cell 10000'),
        ({'record': {'V': {'cells': 'all', 'evry': '1 ms'}}}, "did you mean 'every'"),
        ({'record': 'V'}, "give variables with cells, such as {'V': [0, 1, 2]}"),
    ],
)
def test_mistakes_in_a_call(call: dict[str, Any], says: str) -> None:
    with pytest.raises(galvani.UserError) as caught:
        galvani.run(**{'subject': 'tm-cell', **call})
    assert says in str(caught.value)


def test_data_that_no_document_holds() -> None:
    with pytest.raises(galvani.UserError, match='must be finite'):
        galvani.check({'galvani': float('nan')})
    with pytest.raises(galvani.UserError, match='cannot stand in a document'):
        galvani.check({'galvani': object()})
    assert galvani.check({'galvani': np.array([[1.0]])}).problems[0].path == ('galvani',)


def test_a_run_that_blows_up_says_where() -> None:
    document = {
        'galvani': 1,
        'models': {'m': {'equations': 'dv/dt = v*v/(1 ms) : 1', 'threshold': 'v > 1e300'}},
        'populations': {'cells': {'model': 'm', 'size': 3, 'initial': {'v': 10}}},
        'run': {'duration': '100 ms', 'backend': 'reference'},
    }
    with pytest.raises(galvani.BlowUpError, match='v of cell 0 of cells left the range') as caught:
        galvani.run(document)
    error = caught.value
    assert (error.population, error.variable, error.cell, error.time_ms) == ('cells', 'v', 0, 0.3)


def test_notes_are_warnings() -> None:
    with pytest.warns(UserWarning, match='no whole number of steps of 0.3 ms'):
        galvani.run('ei-tutorial', dt='0.3 ms', set={'n_exc': 80, 'n_inh': 20})


def test_a_missing_or_broken_node_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv('GALVANI_NODE', str(tmp_path / 'none'))
    with pytest.raises(galvani.GalvaniError, match='Node could not be started'):
        galvani.presets()
    false = tmp_path / 'node'
    false.write_text('#!/bin/sh\necho broken >&2\nexit 9\n')
    os.chmod(false, 0o755)
    monkeypatch.setenv('GALVANI_NODE', str(false))
    with pytest.raises(galvani.InternalError, match=r'exit code 9\. broken'):
        galvani.presets()


def test_the_package_knows_its_version_and_its_names() -> None:
    assert galvani.__version__.count('.') >= 2
    with pytest.raises(AttributeError, match="no attribute 'runn'"):
        _ = galvani.runn
