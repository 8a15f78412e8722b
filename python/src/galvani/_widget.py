"""A live run in a notebook."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ._errors import GalvaniError, UserError
from ._node import call
from ._results import Spikes
from ._subject import Subject, subject_words
from ._values import Quantity, plain, quantity_text

try:
    import anywidget
    import traitlets
except ImportError as error:
    raise GalvaniError("Widgets are shown by anywidget: pip install 'galvani[widget]'.") from error

if TYPE_CHECKING:
    import ipywidgets

_module = Path(__file__).parent / '_js' / 'widget' / 'galvani-widget.js'


class Widget(anywidget.AnyWidget):
    """A live run: it runs in the browser that shows it, on the reader's machine.

    Several may stand in one notebook, and one may be shown in several cells; the first of these tells of its run. Its knobs act both ways:
    `widget.set(w_i='134 nS')` turns the run as it goes, and what a reader turns is in `widget.values`. Messages of the browser come while
    no cell runs, so `spikes` and `summary` are read in a later cell than the one that shows the widget.
    """

    _esm = _module

    #: What runs, one of them: a document as text, a preset's name.
    document = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    preset = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    #: All parameters as texts with units; before the run stands, those that were set.
    values = traitlets.Dict(traitlets.Unicode()).tag(sync=True)
    #: One or more of raster, rates, voltages.
    view = traitlets.Unicode('raster').tag(sync=True)
    #: Of the plots together, CSS pixels, 120 to 4000.
    height = traitlets.Int(320).tag(sync=True)
    #: auto, light or dark.
    theme = traitlets.Unicode('auto').tag(sync=True)
    #: en or zh.
    language = traitlets.Unicode('en').tag(sync=True)
    autoplay = traitlets.Bool(True).tag(sync=True)
    #: The plots alone, without controls and words.
    bare = traitlets.Bool(False).tag(sync=True)
    backend = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    #: SHA-256 of published spikes, which a badge compares.
    spikes_hash = traitlets.Unicode(None, allow_none=True).tag(sync=True)

    #: Told by the run: '' until it is shown, then waiting, opening, running, paused, finished or failed.
    state = traitlets.Unicode('').tag(sync=True)
    #: Time that the run has reached, ms.
    time_ms = traitlets.Float(0.0).tag(sync=True)
    #: The step, ms; None before the network stands.
    dt_ms = traitlets.Float(None, allow_none=True).tag(sync=True)
    #: Figures of the run where it last stood, as `galvani.run(…).report` has them: spikes, rate_hz, cv_isi, spike_hash, …
    summary = traitlets.Dict(None, allow_none=True).tag(sync=True)
    #: Why it cannot run, or a value not be set; '' where all is well.
    error = traitlets.Unicode('').tag(sync=True)

    def __init__(self, **given: Any) -> None:
        self._step: list[np.ndarray[Any, Any]] = []
        self._neuron: list[np.ndarray[Any, Any]] = []
        super().__init__(**given)
        self.on_msg(self._hear)

    def _hear(self, _: Any, content: Mapping[str, Any], buffers: Sequence[Any]) -> None:
        told = content.get('spikes')
        if told is None:
            return
        if told['anew']:
            self._step, self._neuron = [], []
        for pieces, buffer in zip((self._step, self._neuron), buffers, strict=True):
            pieces.append(np.frombuffer(bytes(buffer), dtype='<u4'))
        if sum(len(piece) for piece in self._step) != told['count']:
            # Some went to a kernel before this one, or another view tells now.
            self._step, self._neuron = [], []
            self.send({'command': 'spikes'})

    @property
    def spikes(self) -> Spikes | None:
        """Spikes so far; None before the network stands in a browser."""
        if self.dt_ms is None:
            return None
        for pieces in (self._step, self._neuron):
            pieces[:] = [np.concatenate([np.zeros(0, np.uint32), *pieces])]
        return Spikes(self._step[0], self._neuron[0], self.dt_ms)

    def set(self, **values: Quantity) -> None:
        """Changes parameters of the run as it goes: `widget.set(w_i='134 nS')`. A refusal is in `error`, and seen in the widget."""
        self.values = {**self.values, **{name: quantity_text(value, name) for name, value in values.items()}}

    def run(self) -> None:
        """Runs, or continues."""
        self.send({'command': 'run'})

    def pause(self) -> None:
        """Stands still."""
        self.send({'command': 'pause'})

    def reset(self) -> None:
        """Back to time 0."""
        self.send({'command': 'reset'})

    def knobs(self) -> Mapping[str, Mapping[str, Any]]:
        """Parameters by name: `label`, `unit`, `value` and `range` in the unit, `logarithmic`, `whole`."""
        return {knob['name']: knob for knob in self._knobs()}

    def _knobs(self) -> list[dict[str, Any]]:
        if self.document is None:
            told = json.loads(call(['show', str(self.preset), '--json']))
            return [dict(p) for p in told['parameters']]
        told = json.loads(call(['show', '-', '--json'], text=self.document))
        return [_knob(name, given) for name, given in told['document'].get('parameters', {}).items()]

    def slider(self, name: str, **options: Any) -> ipywidgets.Widget:
        """A slider for a parameter, linked both ways. Other `options` are of `ipywidgets.FloatSlider`.

        The parameter needs a range, of its own or as `min` and `max`.
        """
        import ipywidgets

        knobs = self.knobs()
        if name not in knobs:
            raise UserError(f"There is no parameter '{name}'. There are {', '.join(knobs) or 'none'}.")
        knob = knobs[name]
        unit = knob['unit']
        bounds = knob.get('range')
        if bounds is None and not {'min', 'max'} <= options.keys():
            raise UserError(f"'{name}' has no range; give min and max, in {unit or 'its number'}.")
        low, high = (options.pop('min', bounds and bounds[0]), options.pop('max', bounds and bounds[1]))
        shown: dict[str, Any] = {
            'description': name if unit == '' else f'{name} ({unit})',
            'min': low,
            'max': high,
            'step': (high - low) / 200,
            'readout_format': '.4g',
            **options,
        }
        slider = ipywidgets.FloatSlider(value=min(max(self._number(name, knob), low), high), **shown)

        def turn(change: Any) -> None:
            text = repr(float(change['new']))
            self.set(**{name: text if unit == '' else f'{text} {unit}'})

        def follow(_: Any) -> None:
            value = self._number(name, knob)
            # What came from the slider itself is there to the last digits but for the run's own rounding.
            if abs(value - slider.value) > 1e-9 * max(abs(value), abs(slider.value)):
                slider.unobserve(turn, 'value')
                slider.value = value
                slider.observe(turn, 'value')

        slider.observe(turn, 'value')
        self.observe(follow, 'values')
        return slider

    def _number(self, name: str, knob: Mapping[str, Any]) -> float:
        text = self.values.get(name)
        if text is None:
            return float(knob['value'])
        number, unit = _parts(text)
        if unit != knob['unit']:
            raise UserError(f'{name} is {text!r}; a slider takes values in {knob["unit"] or "no unit"}.')
        return number


def _parts(text: str) -> tuple[float, str]:
    """'134 nS' as number and unit."""
    match = re.fullmatch(r'\s*([-+]?[\d.]+(?:[eE][-+]?\d+)?)\s*(.*?)\s*', text)
    if match is None:
        raise UserError(f'{text!r} is no number with a unit.')
    return float(match[1]), match[2]


def _knob(name: str, given: Any) -> dict[str, Any]:
    full = given if isinstance(given, dict) else {'value': given}
    value, unit = _parts(str(full['value']))
    knob = {**full, 'name': name, 'value': value, 'unit': unit, 'label': full.get('label', '')}
    if 'range' in full:
        ends = [_parts(str(end)) for end in full['range']]
        # A plain number is in the unit of the value.
        knob['range'] = [end for end, own in ends] if all(own in ('', unit) for _, own in ends) else None
    return knob


def widget(
    subject: Subject,
    *,
    set: Mapping[str, Quantity] | None = None,
    view: str | Sequence[str] = 'raster',
    height: int = 320,
    theme: str = 'auto',
    language: str = 'en',
    autoplay: bool = True,
    bare: bool = False,
    backend: str | None = None,
    spikes_hash: str | None = None,
) -> Widget:
    """A live run to show in a notebook: Jupyter, VS Code, Colab, marimo.

    Args:
        subject: a preset or a document, as of `run`. Documents that speak of files beside them are refused; arrays may stand in a dict.
        set: parameters to begin with.
        view: 'raster', 'rates', 'voltages', several in one text or as a list.
        height: of the plots together, CSS pixels.
        theme: 'auto', 'light', 'dark'; language: 'en', 'zh'.
        autoplay: runs as soon as it is seen.
        bare: the plots alone.
        backend: as of `run`; in the browser.
        spikes_hash: `run.hash` of published spikes, which a badge compares at the end; name a backend with it.
    """
    with subject_words(subject) as words:
        told = {}
        if isinstance(subject, Mapping):
            told['document'] = json.dumps(plain(subject), ensure_ascii=False)
        elif words.text is not None:
            told['document'] = words.text
        elif isinstance(subject, os.PathLike) or Path(words.word).is_file():
            try:
                told['document'] = Path(words.word).read_text(encoding='utf-8')
            except OSError as error:
                raise UserError(f"'{words.word}' cannot be read ({error.strerror}).") from error
        else:
            told['preset'] = words.word
        # What the browser would refuse is refused here, with the same sentence.
        if 'document' in told:
            call(['show', '-', '--json'], text=told['document'], folder=str(_module.parent))
        else:
            call(['show', words.word, '--json'])
    return Widget(
        **told,
        values={name: quantity_text(value, name) for name, value in (set or {}).items()},
        view=view if isinstance(view, str) else ' '.join(view),
        height=height,
        theme=theme,
        language=language,
        autoplay=autoplay,
        bare=bare,
        backend=backend,
        spikes_hash=spikes_hash,
    )
