/** The f–I curve: 200 cells over the closed form. */
import { lifInterval, lifRate, rheobase, saturationRate, timeConstant } from '../../../../index.ts';
import { roundEnds } from '../../../../numbers/axis.ts';
import { evenly } from '../../../../numbers/scale.ts';
import { largestIntervalError } from '../../../../studies/measure.ts';
import { useAsk } from '../../../tasks/ask.ts';
import { cellFrom } from '../cell.ts';
import { quantity } from '../figures.ts';
import { across, closedForm, compared, dots, Findings, type PanelView, Plot } from './plot.tsx';
import { AxisUnit, unit } from './units.ts';

export function FIView({ room, values }: PanelView) {
  useAsk(room.fi, { values, seed: 1 });
  const output = room.fi.output.value;
  const plain = room.choice.value.dimensionless;
  const cell = cellFrom(values);
  const [from, to] = [values['I_low']!, Math.max(values['I_high']!, values['I_low']! + 1)];
  const [rh, top, tau] = [rheobase(cell), saturationRate(cell), timeConstant(cell)];
  const current = plain ? new AxisUnit('i = I / rheobase', 'i', '', 1 / rh) : unit('I (pA)');
  const rate = plain ? new AxisUnit('rate × τ_m', 'rate', '', tau / 1000) : unit('rate (Hz)');
  // Points gather where the curve rises straight up.
  const near = evenly(1e-6, 1, 200, true);
  const I = [...evenly(from, to, 200), ...near.map((d) => rh * (1 + d))].filter((v) => v >= from && v <= to);
  I.sort((a, b) => a - b);
  const y = I.map((c) => lifRate(cell, c));
  const most = Math.max(...y, 1);
  const shows = top < 1.6 * most;
  const ends = roundEnds(0, rate.of(1.04 * (shows ? Math.max(top, most) : most)));
  // Intervals that fit into the run twice.
  const worst = output ? largestIntervalError(output, (I) => lifInterval(cell, I), 250) : Number.NaN;
  const onset = output?.currents[output.rates.findIndex((r) => r > 0)];
  return (
    <>
      <Plot
        title="rate against current"
        name={`firing rate against current from ${from} to ${to} pA; rheobase ${rh.toFixed(0)} pA`}
        x={current.axis(from, to, plain ? 2 : 0)}
        y={rate.drawn(ends, plain ? 3 : 1)}
        curves={[
          dots('measured, 200 cells of one run', output && { x: output.currents, y: output.rates }),
          closedForm('1 ÷ interval, closed form', I, y),
          ...(shows ? [across('top', '1 ÷ refractory period', from, to, top)] : []),
        ]}
        notes={[{ x: rh, y: 0, shape: 'ring', text: `rheobase ${quantity(rh, 'pA')}` }]}
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
          compared('rate at the largest current, ceiling 1/T_ref', output?.rates.at(-1), top, 'Hz'),
          { name: 'time for 200 cells × 600 ms', measured: quantity(output?.seconds, 's', 2), expected: '' },
        ]}
      />
    </>
  );
}
