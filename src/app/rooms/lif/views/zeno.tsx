/** Bounded input: the shortest interval over its lower bound. */
import { leastInterval, rheobase, timeConstant } from '../../../../index.ts';
import { extent, logEnds, roundEnds } from '../../../../numbers/axis.ts';
import { evenly } from '../../../../numbers/scale.ts';
import type { Curve } from '../../../plots/chart/curve.ts';
import { useAsk } from '../../../tasks/ask.ts';
import { cellFrom } from '../cell.ts';
import { quantity } from '../figures.ts';
import { closedForm, Findings, type PanelView, Plot } from './plot.tsx';
import { AxisUnit, timeUnit, unit } from './units.ts';

const kinds = [
  { name: 'constant', title: 'I_max all along', colour: 'var(--hue-1)', marker: 'circle' },
  { name: 'noise', title: 'noise, cut off at ±I_max', colour: 'var(--hue-2)', marker: 'triangle' },
  { name: 'pulses', title: 'pulses of I_max', colour: 'var(--hue-3)', marker: 'diamond' },
] as const;

export function ZenoView({ room, values }: PanelView) {
  useAsk(room.zeno, { values, seed: 1 });
  const output = room.zeno.output.value;
  const plain = room.choice.value.dimensionless;
  const cell = cellFrom(values);
  const tau = timeConstant(cell);
  const rh = rheobase(cell);
  const current = plain ? new AxisUnit('I_max / rheobase', 'I_max', '', 1 / rh) : unit('I_max (pA)');
  const interval = plain ? new AxisUnit('shortest interval / τ_m', 'T', '', 1 / tau) : unit('shortest interval (ms)');
  const [least, most] = [output?.largest[0] ?? 1.5 * rh, output?.largest.at(-1) ?? 30 * rh];
  const I = evenly(least, most, 120, true);
  const bound = I.map((v) => leastInterval(cell, v));
  const shortest = kinds.map((k) => output?.shortest[k.name] ?? []);
  const drawn = [bound, ...shortest].map((list) => interval.all(list));
  const ends = logEnds(...(extent(drawn, true) ?? [0.1, 10]));
  const T = leastInterval(cell, most);
  const until = Math.min(output?.duration ?? 40, 30 * T);
  const margin = output?.margin;
  return (
    <>
      <div class="lif-pair">
        <Plot
          title="shortest interval"
          name="shortest interval against the largest current allowed, for three inputs, all above the bound"
          x={current.axis(least, most, plain ? 1 : 0, true)}
          y={interval.drawn(ends, 3, true)}
          curves={[
            ...kinds.map(
              ({ name, title, colour, marker }, k): Curve => ({
                key: name,
                name: title,
                colour,
                marker,
                pointsOnly: true,
                x: output?.largest ?? [],
                y: shortest[k]!,
              }),
            ),
            closedForm('lower bound', I, bound),
          ]}
        />
        <Plot
          title="spikes so far"
          name={`number of spikes against time under at most ${quantity(most, 'pA')}: none gets above the line of the bound`}
          x={timeUnit(cell, plain).axis(0, until, 2)}
          y={unit(`spikes so far, I_max ${quantity(most, 'pA')}`).drawn(roundEnds(0, 33), 0)}
          curves={[
            ...kinds.map(
              ({ name, title, colour }): Curve => ({
                key: name,
                name: title,
                colour,
                ...staircase(output?.trains[name], until),
              }),
            ),
            closedForm('more is impossible', evenly(0, until, 2), (t) => 1 + t / T),
          ]}
        />
      </div>
      <Findings
        list={[
          {
            name: `shortest interval under ${quantity(most, 'pA')}`,
            measured: quantity(output?.shortest.constant.at(-1), 'ms'),
            expected: `at least ${quantity(T, 'ms')}`,
          },
          { name: 'shortest ÷ bound, least of all cells', measured: quantity(margin, '', 4), expected: 'at least 1' },
          { name: 'step of the integration', measured: quantity(output?.dt, 'ms'), expected: '' },
        ]}
      />
    </>
  );
}

function staircase(train: Float64Array | undefined, until: number): Pick<Curve, 'x' | 'y'> {
  const x = [0];
  const y = [0];
  // Counted from the first spike, as the bound is.
  const first = train?.[0] ?? 0;
  for (const [k, t] of (train ?? new Float64Array(0)).entries()) {
    if (t - first > until) break;
    x.push(t - first, t - first);
    y.push(k, k + 1);
  }
  return { x, y };
}
