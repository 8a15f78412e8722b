/** The steady-state current–voltage curve, channel by channel, and where the cell can rest. */
import { useComputed } from '@preact/signals';
import { extent, roundEnds } from '../../../numbers/axis.ts';
import { fixed } from '../../../numbers/grouped.ts';
import type { SteadyStateResult } from '../../../studies/measure.ts';
import type { Note } from '../../plots/chart/curve.ts';
import { ChartPanel } from '../../plots/chart/panel.tsx';
import { unitText } from '../../quantity-text.ts';
import { useAsk } from '../../tasks/ask.ts';
import { cellOf, type Laboratory } from './laboratory.ts';
import { Protocol } from './protocol.tsx';
import { protocolsOf } from './protocols.ts';
import { currentCurves } from './traces.tsx';

/** Points of the curve. */
const count = 401;

export function SteadyStateView({ laboratory }: { laboratory: Laboratory }) {
  const e = laboratory.experiment.value;
  const { steadyState } = laboratory;
  const ends = protocolsOf(e).iv;
  const [from, to] = [ends.from.value, ends.to.value];
  useAsk(steadyState, { ...cellOf(e), from, to, count });
  const picture = useComputed(() => pictureOf(steadyState.output.value));
  const { curves, notes, low, high, unit, words } = picture.value;
  return (
    <div class="lab-view single">
      <Protocol laboratory={laboratory} label="voltages" fields={Object.values(ends)} job={steadyState} />
      <ChartPanel
        label="steady current against voltage"
        legend="currents"
        name={`steady-state current against voltage. ${words}`}
        x={{ title: 'V (mV)', low: Math.min(from, to), high: Math.max(from, to) }}
        y={{ title: `outward (${unit})`, low, high }}
        curves={curves}
        notes={notes}
        readout={{ x: { name: 'V', unit: 'mV', digits: 1 }, unit, digits: 2 }}
      >
        <p class="caption" data-figure="rests">
          {words}
        </p>
      </ChartPanel>
    </div>
  );
}

function pictureOf(output: SteadyStateResult | undefined) {
  if (output === undefined) return { curves: [], notes: [], low: -1, high: 1, unit: '', words: '' };
  const { voltages: x, total, currents, rests } = output;
  const unit = unitText(output.currentUnit);
  const curves = currentCurves(currents, x);
  curves.push({ key: 'total', name: 'total with the injected current', colour: 'var(--text)', width: 2, x, y: total });
  const notes = rests.map(
    ({ voltage, stable }): Note => ({
      x: voltage,
      y: 0,
      shape: stable ? 'dot' : 'ring',
      below: stable,
      text: `${fixed(voltage, 1)} mV`,
    }),
  );
  // The foot of the curve, where the cell rests, matters; the far ends of strong channels may leave the picture.
  const near = Array.from(total, Math.abs).sort((a, b) => a - b);
  const size = Math.max(1e-9, 2 * (near[Math.floor(near.length * 0.6)] ?? 1));
  const places = rests.map((r) => `${fixed(r.voltage, 2)} mV (${r.stable ? 'slope upward' : 'slope downward'})`);
  const words =
    rests.length === 0
      ? 'The total crosses zero nowhere here: the cell does not rest in this range.'
      : `The total is zero at ${places.join(', ')}. An upward slope does not yet make the rest stable: the gates may still make the cell fire.`;
  const [least, most] = extent(curves.map((c) => c.y)) ?? [-1, 1];
  const [low, high] = roundEnds(Math.max(least, -size), Math.min(most, size));
  return { curves, notes, low, high, unit, words };
}
