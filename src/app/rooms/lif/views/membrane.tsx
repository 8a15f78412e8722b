/** The RC membrane: steps of the exact rule over the exponential. */
import { restingVoltage, stepResponse, timeConstant } from '../../../../index.ts';
import { evenly, roundEnds } from '../../../../numbers/scale.ts';
import { useAsk } from '../../../tasks/ask.ts';
import { type Cell, cellFrom } from '../cell.ts';
import { quantity } from '../figures.ts';
import { across, Findings, measured, type PanelView, Plot, scaled, theory, thinned } from './plot.tsx';

export function MembraneView({ room, values }: PanelView) {
  useAsk(room.membrane, { values, seed: 1 });
  const output = room.membrane.output.value;
  const plain = room.choice.value.dimensionless;
  const cell: Cell = cellFrom(values);
  const { I = 0, V_0 = -65 } = values;
  const [tau, limit] = [timeConstant(cell), restingVoltage(cell, I)];
  const unit = cell.V_th - cell.E_L;
  const [ft, fv, off] = plain ? [1 / tau, 1 / unit, cell.E_L] : [1, 1, 0];
  const t = evenly(0, 6 * tau, 301);
  const V = t.map((s) => stepResponse(cell, I, V_0, s));
  const dots = output ? thinned(output.trace, 200) : { x: new Float64Array(0), y: new Float64Array(0), every: 1 };
  const volt = (v: number): number => (v - off) * fv;
  const [low, high] = roundEnds(
    volt(Math.min(V_0, limit)) - (plain ? 0.1 : 2),
    volt(Math.max(V_0, limit)) + (plain ? 0.1 : 2),
  );
  const way = V_0 + (limit - V_0) * -Math.expm1(-1);
  return (
    <>
      <Plot
        title="voltage after a step of the current"
        name={`voltage against time: from ${V_0} mV to ${limit.toFixed(1)} mV with the time constant ${tau.toFixed(1)} ms`}
        x={{ title: plain ? 't / τ_m' : 't (ms)', low: 0, high: 6 * tau * ft }}
        y={{ title: plain ? 'v' : 'V (mV)', low, high }}
        curves={[
          {
            key: 'dots',
            name: `measured, steps of ${quantity(output?.dt, 'ms')}${dots.every > 1 ? `, every ${dots.every}th drawn` : ''}`,
            ...measured,
            x: scaled(dots.x, ft),
            y: scaled(dots.y, fv, off),
          },
          { key: 'theory', name: 'exponential', ...theory, x: scaled(t, ft), y: scaled(V, fv, off) },
          across('limit', 'V_∞', 0, 6 * tau * ft, volt(limit)),
        ]}
        notes={[
          {
            x: tau * ft,
            y: volt(way),
            shape: 'ring',
            text: `τ_m = ${quantity(tau, 'ms')}: 63 % of the way`,
            below: limit > V_0,
          },
        ]}
        form={{ x: { name: 't', unit: plain ? 'τ_m' : 'ms', digits: 2 }, unit: plain ? '' : 'mV', digits: 2 }}
      />
      <Findings
        list={[
          {
            name: 'τ_m, read off the curve',
            measured: quantity(output?.tau, 'ms', 6),
            expected: quantity(tau, 'ms', 6),
          },
          {
            name: 'V after 6 τ_m',
            measured: quantity(output?.trace.y.at(-1), 'mV', 6),
            expected: quantity(output && stepResponse(cell, I, V_0, output.trace.x.at(-1)!), 'mV', 6),
          },
          {
            name: 'largest distance of a dot from the curve',
            measured: quantity(output?.error, 'mV', 2),
            expected: '0 but for rounding',
          },
        ]}
      />
    </>
  );
}
