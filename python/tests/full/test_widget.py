"""The widget's side in Python: what a browser would tell is told by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import galvani

LONE = {
    'galvani': 1,
    'parameters': {'tau': {'value': '10 ms', 'range': ['5 ms', 40]}, 'k': 2},
    'models': {'lif': {'equations': 'dv/dt = (k - v)/tau : 1', 'threshold': 'v > 1', 'reset': 'v = 0'}},
    'populations': {'cells': {'model': 'lif', 'size': 3}},
    'run': {'duration': '30 ms'},
}


def told(widget: galvani.Widget, anew: bool, count: int, steps: list[int], neurons: list[int]) -> None:
    """As the browser sends spikes; `count`: of all that it has."""
    buffers = [memoryview(np.array(numbers, '<u4').tobytes()) for numbers in (steps, neurons)]
    widget._handle_custom_msg({'spikes': {'anew': anew, 'count': count}}, buffers)


def test_what_runs_is_handed_on(path: Path, text: str) -> None:
    assert galvani.widget('ei-tutorial').preset == 'ei-tutorial'
    of_path, of_text = galvani.widget(path), galvani.widget(text)
    assert of_path.document == of_text.document == text and of_path.preset is None
    array = {**LONE, 'populations': {'cells': {'model': 'lif', 'size': 3, 'initial': {'v': np.array([0.1, 0.2, 0.3])}}}}
    assert '[0.1, 0.2, 0.3]' in str(galvani.widget(array).document)
    shown = galvani.widget(LONE, set={'k': 3}, view=['raster', 'rates'], height=200, theme='dark', bare=True)
    assert (shown.values, shown.view, shown.height, shown.theme, shown.bare) == (
        {'k': '3'},
        'raster rates',
        200,
        'dark',
        True,
    )
    assert 'galvani-run' in str(shown._esm)


def test_mistakes_are_told_at_once(text: str) -> None:
    with pytest.raises(galvani.UserError, match='no preset'):
        galvani.widget('ei-tutoral')
    with pytest.raises(galvani.DocumentError, match="did you mean 'threshold'"):
        galvani.widget(text.replace('threshold', 'treshold'))
    beside = {**LONE, 'populations': {'cells': {'model': 'lif', 'size': 3, 'initial': {'v': {'file': 'v.npy'}}}}}
    with pytest.raises(galvani.UserError, match=r"file 'v\.npy' is not there"):
        galvani.widget(beside)


def test_spikes_come_in_pieces_and_are_asked_for_again_where_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    widget = galvani.widget(LONE)
    sent: list[Any] = []
    monkeypatch.setattr(widget, 'send', sent.append)

    def spikes() -> galvani.Spikes:
        assert widget.spikes is not None
        return widget.spikes

    assert widget.spikes is None
    told(widget, True, 0, [], [])
    widget.dt_ms = 0.1
    assert len(spikes()) == 0
    told(widget, False, 2, [3, 4], [0, 1])
    told(widget, False, 3, [139], [2])
    assert spikes().time_ms.tolist() == [0.3, 0.4, 13.9] and spikes().neuron.tolist() == [0, 1, 2]
    told(widget, True, 1, [7], [1])
    assert spikes().step.tolist() == [7] and sent == []
    told(widget, False, 3, [9], [1])
    assert len(spikes()) == 0 and sent == [{'command': 'spikes'}]
    told(widget, True, 3, [7, 8, 9], [1, 1, 1])
    assert len(spikes()) == 3


def test_sliders_are_linked_both_ways() -> None:
    widget = galvani.widget(LONE)
    slider: Any = widget.slider('tau')
    assert (slider.min, slider.max, slider.value, slider.description) == (5, 40, 10, 'tau (ms)')
    slider.value = 12.5
    assert widget.values == {'tau': '12.5 ms'}
    widget.values = {'tau': '20 ms', 'k': '2'}
    assert slider.value == 20
    widget.set(tau='30 ms', k=4)
    assert slider.value == 30 and widget.values == {'tau': '30 ms', 'k': '4'}
    number: Any = widget.slider('k', min=0, max=8)
    number.value = 1.5
    assert widget.values['k'] == '1.5'
    with pytest.raises(galvani.UserError, match="'k' has no range"):
        widget.slider('k')
    with pytest.raises(galvani.UserError, match=r"no parameter 'q'\. There are tau, k"):
        widget.slider('q')
    assert galvani.widget('coba-2005').knobs()['w_i']['unit'] == 'nS'


def test_commands_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    widget = galvani.widget(LONE)
    sent: list[Any] = []
    monkeypatch.setattr(widget, 'send', sent.append)
    widget.run()
    widget.pause()
    widget.reset()
    assert [message['command'] for message in sent] == ['run', 'pause', 'reset']
