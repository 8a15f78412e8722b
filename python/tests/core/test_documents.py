"""Documents as path, text and dict; check; presets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import galvani


def as_data(size: Any = 3, **initial: Any) -> dict[str, Any]:
    return {
        'galvani': 1,
        'models': {
            'lif': {
                'equations': 'dv/dt = (I - v)/(10 ms) : 1',
                'threshold': 'v > 1',
                'reset': 'v = 0',
                'parameters': {'I': 1.5},
            }
        },
        'populations': {'cells': {'model': 'lif', 'size': size, **({'initial': initial} if initial else {})}},
        'run': {'duration': '30 ms', 'backend': 'reference'},
    }


def test_one_document_in_every_form(tmp_path: Path, text: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    runs = [galvani.run(each, duration='20 ms') for each in (text, path, str(path), Path('two.yaml'), 'two.yaml')]
    assert len({run.hash for run in runs}) == 1
    (tmp_path / 'data.json').write_text(json.dumps(as_data()))
    (tmp_path / 'no-ending').write_text(json.dumps(as_data()))
    same = [galvani.run(each) for each in (as_data(), as_data(size=np.int32(3)), Path('data.json'), Path('no-ending'))]
    assert len({run.hash for run in same}) == 1 and len(same[0].spikes) == 6


def test_arrays_are_handed_over_exactly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = np.random.default_rng(1).uniform(0, 0.9, 200)
    lists = galvani.run(as_data(200, v=start.tolist()), record={'v': True})
    assert np.array_equal(lists['v'].values[0], start)
    for given in (start, {'values': start}, {'values': start, 'unit': '1'}, start[::-1][::-1]):
        run = galvani.run(as_data(200, v=given), record={'v': True})
        assert run.hash == lists.hash and np.array_equal(run['v'].values, lists['v'].values)
    # Beside a file of the document's own, which lies here.
    monkeypatch.chdir(tmp_path)
    np.save('I.npy', np.full(200, 1.5))
    both = galvani.run(as_data(200, v=start, I={'file': 'I.npy'}))
    assert both.hash == lists.hash
    assert galvani.check(as_data(200, v=start))


def test_a_preset_as_a_document_gives_the_same_spikes(tmp_path: Path) -> None:
    text = galvani.document('tm-cell', set={'I': '0.4 nA'})
    assert galvani.run(text).hash == galvani.run('tm-cell', set={'I': '0.4 nA'}).hash
    assert galvani.check(text).cells == 1


def test_presets_are_listed() -> None:
    presets = {p['name']: p for p in galvani.presets()}
    assert presets['ei-tutorial']['parameters'][0].keys() >= {'name', 'unit', 'value', 'range'}


def test_check_tells_every_mistake_with_its_place(text: str) -> None:
    right = galvani.check(text)
    assert right and (right.cells, right.populations, right.projections) == (200, 2, 3)
    wrong = galvani.check(
        text.replace('threshold', 'treshold').replace('n: 100', 'n: 1 mV').replace('dt: 0.1', 'td: 0.1')
    )
    assert not wrong
    first = wrong.problems[0]
    assert (first.path, first.code, first.line, first.column, first.length) == (
        ('models', 'lif', 'treshold'),
        'unknown-key',
        14,
        5,
        8,
    )
    assert "did you mean 'threshold'?" in first.sentence
    assert [p.path for p in wrong.problems][1] == ('run', 'td')
    assert galvani.check('none.yaml').problems[0].code == 'file'
