/** Bounded input: the shortest interval over its lower bound. */
import { leastInterval, rheobase, timeConstant } from '../../../../index.ts';
import { evenly, extent, logEnds, roundEnds } from '../../../../numbers/scale.ts';
import type { Curve } from '../../../plots/chart/curve.ts';
import { useAsk } from '../../../tasks/ask.ts';
import { cellFrom } from '../cell.ts';
import { quantity } from '../figures.ts';
import { Findings, type PanelView, Plot, scaled, theory } from './plot.tsx';

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
  const [fx, ft] = plain ? [1 / rh, 1 / tau] : [1, 1];
  const [least, most] = [output?.largest[0] ?? 1.5 * rh, output?.largest.at(-1) ?? 30 * rh];
  const I = evenly(least, most, 120, true);
  const bound = I.map((v) => leastInterval(cell, v));
  const shortest = kinds.map((k) => scaled(output?.shortest[k.name] ?? [], ft));
  const [low, high] = logEnds(...(extent([scaled(bound, ft), ...shortest], true) ?? [0.1, 10]));
  const T = leastInterval(cell, most);
  const until = Math.min(output?.duration ?? 40, 30 * T);
  const times = evenly(0, until, 2);
  const allowed = times.map((t) => 1 + t / T);
  const [, top] = roundEnds(0, 33);
  const margin = output?.margin;
  return (
    <>
      <div class="lif-pair">
        <Plot
          title="shortest interval"
          name="shortest interval against the largest current allowed, for three inputs, all above the bound"
          x={{ title: plain ? 'I_max / rheobase' : 'I_max (pA)', low: least * fx, high: most * fx, log: true }}
          y={{ title: plain ? 'shortest interval / τ_m' : 'shortest interval (ms)', low, high, log: true }}
          curves={[
            ...kinds.map(
              ({ name, title, colour, marker }, k): Curve => ({
                key: name,
                name: title,
                colour,
                marker,
                pointsOnly: true,
                x: scaled(output?.largest ?? [], fx),
                y: shortest[k]!,
              }),
            ),
            { key: 'bound', name: 'lower bound', ...theory, x: scaled(I, fx), y: scaled(bound, ft) },
          ]}
          form={{
            x: { name: 'I_max', unit: plain ? '' : 'pA', digits: plain ? 1 : 0 },
            unit: plain ? '' : 'ms',
            digits: 3,
          }}
        />
        <Plot
          title="spikes so far"
          name={`number of spikes against time under at most ${quantity(most, 'pA')}: none gets above the line of the bound`}
          x={{ title: plain ? 't / τ_m' : 't (ms)', low: 0, high: until * ft }}
          y={{ title: `spikes so far, I_max ${quantity(most, 'pA')}`, low: 0, high: top }}
          curves={[
            ...kinds.map(
              ({ name, title, colour }): Curve => ({
                key: name,
                name: title,
                colour,
                ...staircase(output?.trains[name], until, ft),
              }),
            ),
            { key: 'bound', name: 'more is impossible', ...theory, x: scaled(times, ft), y: allowed },
          ]}
          form={{ x: { name: 't', unit: plain ? 'τ_m' : 'ms', digits: 2 }, unit: '', digits: 0 }}
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

function staircase(train: Float64Array | undefined, until: number, factor: number): Pick<Curve, 'x' | 'y'> {
  const x = [0];
  const y = [0];
  // Counted from the first spike, as the bound is.
  const first = train?.[0] ?? 0;
  for (const [k, t] of (train ?? new Float64Array(0)).entries()) {
    if (t - first > until) break;
    x.push((t - first) * factor, (t - first) * factor);
    y.push(k, k + 1);
  }
  return { x, y };
}
