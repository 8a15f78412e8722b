/** The f–I curve: 200 cells over the closed form. */
import { lifInterval, lifRate, rheobase, saturationRate, timeConstant } from '../../../../index.ts';
import { evenly, roundEnds } from '../../../../numbers/scale.ts';
import { largestIntervalError } from '../../../../studies/measure.ts';
import { useAsk } from '../../../tasks/ask.ts';
import { cellFrom } from '../cell.ts';
import { quantity } from '../figures.ts';
import { across, Findings, measured, type PanelView, Plot, scaled, theory } from './plot.tsx';

export function FIView({ room, values }: PanelView) {
  useAsk(room.fi, { values, seed: 1 });
  const output = room.fi.output.value;
  const plain = room.choice.value.dimensionless;
  const cell = cellFrom(values);
  const [from, to] = [values['I_low']!, Math.max(values['I_high']!, values['I_low']! + 1)];
  const [rh, top, tau] = [rheobase(cell), saturationRate(cell), timeConstant(cell)];
  const [fx, fy] = plain ? [1 / rh, tau / 1000] : [1, 1];
  // Points gather where the curve rises straight up.
  const near = evenly(1e-6, 1, 200, true);
  const I = [...evenly(from, to, 200), ...near.map((d) => rh * (1 + d))].filter((v) => v >= from && v <= to);
  I.sort((a, b) => a - b);
  const x = Float64Array.from(I);
  const y = x.map((c) => lifRate(cell, c));
  const most = Math.max(...y, 1);
  const shows = top < 1.6 * most;
  const [, high] = roundEnds(0, (shows ? Math.max(top, most) : most) * 1.04 * fy);
  // Intervals that fit into the run twice.
  const worst = output ? largestIntervalError(output, (I) => lifInterval(cell, I), 250) : Number.NaN;
  const onset = output?.currents[output.rates.findIndex((r) => r > 0)];
  return (
    <>
      <Plot
        title="rate against current"
        name={`firing rate against current from ${from} to ${to} pA; rheobase ${rh.toFixed(0)} pA`}
        x={{ title: plain ? 'i = I / rheobase' : 'I (pA)', low: from * fx, high: to * fx }}
        y={{ title: plain ? 'rate × τ_m' : 'rate (Hz)', low: 0, high }}
        curves={[
          {
            key: 'dots',
            name: 'measured, 200 cells of one run',
            ...measured,
            x: scaled(output?.currents ?? [], fx),
            y: scaled(output?.rates ?? [], fy),
          },
          { key: 'theory', name: '1 ÷ interval, closed form', ...theory, x: scaled(x, fx), y: scaled(y, fy) },
          ...(shows ? [across('top', '1 ÷ refractory period', from * fx, to * fx, top * fy)] : []),
        ]}
        notes={[{ x: rh * fx, y: 0, shape: 'ring', text: `rheobase ${quantity(rh, 'pA')}` }]}
        form={{
          x: { name: plain ? 'i' : 'I', unit: plain ? '' : 'pA', digits: plain ? 2 : 0 },
          unit: plain ? '' : 'Hz',
          digits: plain ? 3 : 1,
        }}
      />
      <Findings
        list={[
          {
            name: 'first current that makes spikes',
            measured: quantity(onset, 'pA', 5),
            expected: `above ${quantity(rh, 'pA', 5)}`,
          },
          {
            name: 'largest distance of an interval from T_ISI',
            measured: quantity(worst, 'ms', 2),
            expected: `one step: ${quantity(output?.dt, 'ms')}`,
          },
          {
            name: 'rate at the largest current, ceiling 1/T_ref',
            measured: quantity(output?.rates.at(-1), 'Hz'),
            expected: quantity(top, 'Hz'),
          },
          { name: 'time for 200 cells × 600 ms', measured: quantity(output?.seconds, 's', 2), expected: '' },
        ]}
      />
    </>
  );
}
