/** A threshold that jumps at each spike: trace, and intervals against the spike-to-spike map. */
import { adaptiveInterval, adaptiveIntervals } from '../../../../index.ts';
import { roundEnds } from '../../../../numbers/axis.ts';
import { useAsk } from '../../../tasks/ask.ts';
import { cellFrom } from '../cell.ts';
import { quantity } from '../figures.ts';
import { across, closedForm, compared, dots, Findings, noPoints, type PanelView, Plot } from './plot.tsx';
import { unit } from './units.ts';

export function AdaptationView({ room, values }: PanelView) {
  useAsk(room.adaptation, { values, seed: 1 });
  const output = room.adaptation.output.value;
  const { theta_0 = -50, alpha = 2, tau_theta = 100, I = 250, duration = 600 } = values;
  const cell = { ...cellFrom(values), theta_0, alpha, tau_theta };
  const T = adaptiveInterval(cell, I);
  const gaps = output?.intervals ?? [];
  const shown = Math.max(6, gaps.length + 2);
  const map = adaptiveIntervals(cell, I, shown + 1).slice(1);
  const numbers = (count: number) => Float64Array.from({ length: count }, (_, k) => k + 1);
  const values0 = [...gaps, ...map.slice(0, Math.max(gaps.length, 2))];
  const [, top] = roundEnds(
    0,
    Math.max(1, ...values0, Number.isFinite(T) ? Math.min(T, 2 * Math.max(...values0, 1)) : 1) * 1.05,
  );
  const highest = output ? Math.max(theta_0, ...output.theta.y) : theta_0;
  const [low, high] = roundEnds(Math.min(cell.V_r, cell.E_L) - 3, highest + 16);
  return (
    <>
      <div class="lif-stack">
        <Plot
          title="voltage and threshold"
          name={`voltage and threshold against time, ${output?.spikes.length ?? 0} spikes`}
          x={unit('t (ms)').axis(0, duration, 1)}
          y={unit('V, θ (mV)').axis(low, high, 1)}
          curves={[
            { key: 'V', name: 'V', colour: 'var(--hue-1)', ...(output?.trace ?? noPoints) },
            { key: 'theta', name: 'threshold θ', colour: 'var(--hue-2)', ...(output?.theta ?? noPoints) },
          ]}
        />
        <Plot
          title="intervals"
          name={`interval after interval: from ${quantity(gaps[0], 'ms')} towards ${quantity(T, 'ms')}`}
          x={unit('number of the interval', 'number').axis(0, shown, 0)}
          y={unit('interval (ms)').axis(0, top, 2)}
          curves={[
            dots('measured', { x: numbers(gaps.length), y: gaps }),
            closedForm('spike-to-spike map', numbers(map.length), map),
            ...(Number.isFinite(T) ? [across('fixed', `fixed point ${quantity(T, 'ms')}`, 0, shown, T)] : []),
          ]}
        />
      </div>
      <Findings
        list={[
          compared('first interval', gaps[0], map[0], 'ms', 5),
          compared(`last interval here (number ${gaps.length})`, gaps.at(-1), map[gaps.length - 1], 'ms', 5),
          {
            name: 'steady interval',
            measured:
              gaps.length > 0 && Math.abs(gaps.at(-1)! / T - 1) < 0.005
                ? quantity(gaps.at(-1), 'ms', 5)
                : 'not reached yet',
            expected: quantity(T, 'ms', 5),
          },
        ]}
      />
    </>
  );
}
