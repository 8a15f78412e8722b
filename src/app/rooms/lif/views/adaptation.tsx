/** A threshold that jumps at each spike: trace, and intervals against the spike-to-spike map. */
import { adaptiveInterval, adaptiveIntervals } from '../../../../index.ts';
import { roundEnds } from '../../../../numbers/scale.ts';
import { useAsk } from '../../../tasks/ask.ts';
import { cellFrom } from '../cell.ts';
import { quantity } from '../figures.ts';
import { across, Findings, measured, type PanelView, Plot, theory } from './plot.tsx';

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
          x={{ title: 't (ms)', low: 0, high: duration }}
          y={{ title: 'V, θ (mV)', low, high }}
          curves={[
            { key: 'V', name: 'V', colour: 'var(--hue-1)', x: output?.trace.x ?? [], y: output?.trace.y ?? [] },
            {
              key: 'theta',
              name: 'threshold θ',
              colour: 'var(--hue-2)',
              x: output?.theta.x ?? [],
              y: output?.theta.y ?? [],
            },
          ]}
          form={{ x: { name: 't', unit: 'ms', digits: 1 }, unit: 'mV', digits: 1 }}
        />
        <Plot
          title="intervals"
          name={`interval after interval: from ${quantity(gaps[0], 'ms')} towards ${quantity(T, 'ms')}`}
          x={{ title: 'number of the interval', low: 0, high: shown }}
          y={{ title: 'interval (ms)', low: 0, high: top }}
          curves={[
            { key: 'dots', name: 'measured', ...measured, x: numbers(gaps.length), y: gaps },
            { key: 'map', name: 'spike-to-spike map', ...theory, x: numbers(map.length), y: map },
            ...(Number.isFinite(T) ? [across('fixed', `fixed point ${quantity(T, 'ms')}`, 0, shown, T)] : []),
          ]}
          form={{ x: { name: 'number', unit: '', digits: 0 }, unit: 'ms', digits: 2 }}
        />
      </div>
      <Findings
        list={[
          { name: 'first interval', measured: quantity(gaps[0], 'ms', 5), expected: quantity(map[0], 'ms', 5) },
          {
            name: `last interval here (number ${gaps.length})`,
            measured: quantity(gaps.at(-1), 'ms', 5),
            expected: quantity(map[gaps.length - 1], 'ms', 5),
          },
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
