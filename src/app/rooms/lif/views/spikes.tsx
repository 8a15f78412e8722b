/** Threshold, reset and refractory period under a constant current. */
import { lifInterval, rheobase, timeConstant } from '../../../../index.ts';
import { roundEnds } from '../../../../numbers/scale.ts';
import { useAsk } from '../../../tasks/ask.ts';
import { cellFrom } from '../cell.ts';
import { quantity } from '../figures.ts';
import { across, Findings, type PanelView, Plot, scaled } from './plot.tsx';

export function SpikesView({ room, values }: PanelView) {
  useAsk(room.spiking, { values, seed: 1 });
  const output = room.spiking.output.value;
  const plain = room.choice.value.dimensionless;
  const cell = cellFrom(values);
  const { I = 0 } = values;
  const [tau, unit] = [timeConstant(cell), cell.V_th - cell.E_L];
  const [ft, fv, off] = plain ? [1 / tau, 1 / unit, cell.E_L] : [1, 1, 0];
  const T = lifInterval(cell, I);
  const trace = output?.trace ?? { x: new Float64Array([0]), y: new Float64Array([cell.E_L]) };
  const end = (trace.x.at(-1) || 100) * ft;
  const volt = (v: number): number => (v - off) * fv;
  const [low, high] = roundEnds(volt(Math.min(cell.V_r, cell.E_L)) - (plain ? 0.2 : 3), volt(cell.V_th + 32));
  const [first, second] = output?.spikes ?? [];
  return (
    <>
      <Plot
        title="voltage under a constant current"
        name={`voltage against time with ${output?.spikes.length ?? 0} spikes; interval ${quantity(output?.interval, 'ms')}`}
        x={{ title: plain ? 't / τ_m' : 't (ms)', low: 0, high: end }}
        y={{ title: plain ? 'v' : 'V (mV)', low, high }}
        curves={[
          {
            key: 'V',
            name: 'V, spikes drawn as lines',
            colour: 'var(--hue-1)',
            x: scaled(trace.x, ft),
            y: scaled(trace.y, fv, off),
          },
          across('threshold', 'threshold', 0, end, volt(cell.V_th)),
          { ...across('reset', 'reset', 0, end, volt(cell.V_r)), dash: '1.5 3' },
          ...(first !== undefined && second !== undefined
            ? [
                {
                  key: 'interval',
                  name: 'interval by the formula',
                  colour: 'var(--text)',
                  width: 2.5,
                  x: [first * ft, (first + T) * ft],
                  y: [volt(cell.V_th + 16), volt(cell.V_th + 16)],
                },
              ]
            : []),
        ]}
        form={{ x: { name: 't', unit: plain ? 'τ_m' : 'ms', digits: 2 }, unit: plain ? '' : 'mV', digits: 1 }}
      />
      <Findings
        list={[
          { name: 'interval T_ISI', measured: quantity(output?.interval, `ms`, 5), expected: quantity(T, 'ms', 5) },
          {
            name: 'rate',
            measured: quantity(output && Number.isFinite(output.interval) ? 1000 / output.interval : 0, 'Hz', 4),
            expected: quantity(1000 / T, 'Hz', 4),
          },
          {
            name: 'current, and the rheobase',
            measured: quantity(I, 'pA'),
            expected: quantity(rheobase(cell), 'pA'),
          },
          {
            name: 'resolution: one step',
            measured: quantity(output?.dt, 'ms'),
            expected: '',
          },
        ]}
      />
    </>
  );
}
