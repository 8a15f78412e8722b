/** The leaky cell that stands for any cell near an operating point. */

import { extent, roundEnds } from '../../../../numbers/axis.ts';
import { evenly } from '../../../../numbers/scale.ts';
import { presetByName } from '../../../../presets/index.ts';
import { FailureText } from '../../../controls/busy.tsx';
import { unitText } from '../../../quantity-text.ts';
import { Words } from '../../../symbols/words.tsx';
import { useAsk } from '../../../tasks/ask.ts';
import { quantity } from '../figures.ts';
import { cells } from '../state.ts';
import { closedForm, compared, dots, Findings, measured, noPoints, type PanelView, Plot, theory } from './plot.tsx';
import { unit } from './units.ts';

export function LocalView({ room, values }: PanelView) {
  const { cell } = room.choice.value;
  const { V = -65, size = 0.5 } = values;
  useAsk(room.local, { cell, V, size });
  useAsk(room.settled, { cell });
  const output = room.local.output.value;
  // Dots of the last cell would lie beside the new curve.
  const settled = room.settled.busy.value ? undefined : room.settled.output.value;
  const at = output?.at;
  const ofCurrent = unitText(output?.unit ?? 'pA');
  const curve = output?.curve ?? noPoints;
  // The foot of the curve matters; its far ends may leave the picture.
  const near = at ? curve.y.filter((_, k) => Math.abs(curve.x[k]! - at.V) <= 12) : curve.y;
  const [least, most] = extent([near]) ?? [-1, 1];
  const room0 = 0.3 * (most - least) + 1e-9;
  const [low, high] = roundEnds(least - room0, most + room0);
  const line = at ? evenly(-110, -20, 2) : new Float64Array(0);
  const answer = output?.response ?? noPoints;
  const end = answer.x.at(-1) ?? 10;
  const I = output?.step ?? 0;
  const leaky = output?.leaky.settled ?? [];
  const [below, above] = extent([answer.y, at && at.g > 0 ? leaky : []]) ?? [V - 1, V + 1];
  const [bottom, top] = [Math.max(below, V - 8 * Math.abs(size)), Math.min(above, V + 8 * Math.abs(size))];
  const margin = 0.08 * (top - bottom);
  const u = output?.units ?? { g: '', R: '', C: '' };
  return (
    <>
      <div class="lif-choice">
        <label class="inline-setting">
          cell
          <select class="field" value={cell} onChange={(event) => room.change({ cell: event.currentTarget.value })}>
            {cells.map((name) => (
              <option key={name} value={name}>
                {presetByName(name).title}
              </option>
            ))}
          </select>
        </label>
      </div>
      <FailureText failure={room.settled.failure.value} />
      <div class="lif-pair">
        <Plot
          title="steady current against voltage"
          name={`injected current that holds the cell, against its voltage; slope ${quantity(at?.g, u.g)} at ${V} mV`}
          x={unit('V (mV)').axis(-110, -20, 1)}
          y={unit(`I (${ofCurrent})`).axis(low, high, 3)}
          curves={[
            dots('measured: where cells settle', settled),
            closedForm('steady I–V curve', curve.x, curve.y),
            {
              key: 'tangent',
              name: 'leaky cell: slope g through E',
              colour: 'var(--hue-2)',
              dash: '6 3',
              x: line,
              y: at ? line.map((v) => at.I + at.g * (v - at.V)) : [],
            },
          ]}
          notes={
            at
              ? [
                  {
                    x: at.V,
                    y: at.I,
                    shape: 'ring',
                    text: quantity(at.V, 'mV'),
                    colour: 'var(--hue-2)',
                    below: at.g > 0,
                  },
                ]
              : []
          }
        />
        <Plot
          title="answer to a small step"
          name={`voltage after a step of ${quantity(I, ofCurrent, 3)} from ${V} mV, the cell beside the leaky cell that stands for it`}
          x={unit('t (ms)').axis(0, end, 2)}
          y={unit('V (mV)').axis(bottom - margin, top + margin, 3)}
          curves={[
            {
              key: 'cell',
              name: 'the cell',
              ...measured,
              x: answer.x.filter((_, k) => k % 12 === 0),
              y: answer.y.filter((_, k) => k % 12 === 0),
            },
            {
              key: 'leaky',
              name: 'leaky cell, slope of the steady curve',
              colour: 'var(--hue-2)',
              dash: '6 3',
              width: 2,
              x: answer.x,
              y: leaky,
            },
            {
              key: 'held',
              name: 'leaky cell, gates held',
              ...theory,
              dash: '2 2.5',
              x: answer.x,
              y: output?.leaky.held ?? [],
            },
          ]}
        />
      </div>
      <Findings
        list={[
          compared('slope conductance g, and with gates held', at?.g, at?.gInstant, u.g),
          compared('resistance R = 1/g', at?.R, at && 1 / at.gInstant, u.R),
          compared('time constant C/g', at?.tauSteady, at?.tau, 'ms'),
        ]}
        heads={['steady slope', 'gates held']}
      />
      <p class="lif-note" data-figure="leaky">
        {at === undefined ? null : (
          <Words
            text={`Held there by ${quantity(at.I, ofCurrent, 2)}. ${
              at.g > 0
                ? `The leaky cell that stands for it: C ${quantity(at.C, u.C)}, g ${quantity(at.g, u.g)}, rest ${quantity(at.E, 'mV')}, τ_m ${quantity(at.tauSteady, 'ms')}.`
                : 'The slope is negative: no leaky cell with a positive resistance stands for this point, and the cell leaves it.'
            }`}
          />
        )}
      </p>
    </>
  );
}
