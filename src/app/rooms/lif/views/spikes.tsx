/** Threshold, reset and refractory period under a constant current. */
import { lifInterval, rheobase } from '../../../../index.ts';
import { roundEnds } from '../../../../numbers/axis.ts';
import type { Curve } from '../../../plots/chart/curve.ts';
import { useAsk } from '../../../tasks/ask.ts';
import { cellFrom } from '../cell.ts';
import { quantity } from '../figures.ts';
import { across, compared, Findings, type PanelView, Plot } from './plot.tsx';
import { timeUnit, voltageUnit } from './units.ts';

export function SpikesView({ room, values }: PanelView) {
  useAsk(room.spiking, { values, seed: 1 });
  const output = room.spiking.output.value;
  const plain = room.choice.value.dimensionless;
  const cell = cellFrom(values);
  const { I = 0 } = values;
  const volt = voltageUnit(cell, plain);
  const T = lifInterval(cell, I);
  const trace = output?.trace ?? { x: Float64Array.of(0), y: Float64Array.of(cell.E_L) };
  const end = trace.x.at(-1) || 100;
  const ends = roundEnds(volt.of(Math.min(cell.V_r, cell.E_L)) - (plain ? 0.2 : 3), volt.of(cell.V_th + 32));
  const [first, second] = output?.spikes ?? [];
  const formula: Curve[] =
    first === undefined || second === undefined
      ? []
      : [{ ...across('interval', 'interval by the formula', first, first + T, cell.V_th + 16), ...byFormula }];
  return (
    <>
      <Plot
        title="voltage under a constant current"
        name={`voltage against time with ${output?.spikes.length ?? 0} spikes; interval ${quantity(output?.interval, 'ms')}`}
        x={timeUnit(cell, plain).axis(0, end, 2)}
        y={volt.drawn(ends, 1)}
        curves={[
          { key: 'V', name: 'V, spikes drawn as lines', colour: 'var(--hue-1)', ...trace },
          across('threshold', 'threshold', 0, end, cell.V_th),
          { ...across('reset', 'reset', 0, end, cell.V_r), dash: '1.5 3' },
          ...formula,
        ]}
      />
      <Findings
        list={[
          compared('interval T_ISI', output?.interval, T, 'ms', 5),
          compared('rate', output && Number.isFinite(output.interval) ? 1000 / output.interval : 0, 1000 / T, 'Hz'),
          compared('current, and the rheobase', I, rheobase(cell), 'pA'),
          { name: 'resolution: one step', measured: quantity(output?.dt, 'ms'), expected: '' },
        ]}
      />
    </>
  );
}

const byFormula = { colour: 'var(--text)', width: 2.5, dash: 'none' } as const;
