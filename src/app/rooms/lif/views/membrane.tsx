/** The RC membrane: steps of the exact rule over the exponential. */
import { restingVoltage, stepResponse, timeConstant } from '../../../../index.ts';
import { roundEnds } from '../../../../numbers/axis.ts';
import { evenly } from '../../../../numbers/scale.ts';
import { useAsk } from '../../../tasks/ask.ts';
import { cellFrom } from '../cell.ts';
import { quantity } from '../figures.ts';
import { across, closedForm, compared, dots, Findings, type PanelView, Plot, thinned } from './plot.tsx';
import { timeUnit, voltageUnit } from './units.ts';

export function MembraneView({ room, values }: PanelView) {
  useAsk(room.membrane, { values, seed: 1 });
  const output = room.membrane.output.value;
  const plain = room.choice.value.dimensionless;
  const cell = cellFrom(values);
  const { I = 0, V_0 = -65 } = values;
  const [tau, limit] = [timeConstant(cell), restingVoltage(cell, I)];
  const volt = voltageUnit(cell, plain);
  const seen = output && thinned(output.trace, 200);
  const drawn = seen && seen.every > 1 ? `, every ${seen.every}th drawn` : '';
  const margin = plain ? 0.1 : 2;
  const ends = roundEnds(volt.of(Math.min(V_0, limit)) - margin, volt.of(Math.max(V_0, limit)) + margin);
  const way = V_0 + (limit - V_0) * -Math.expm1(-1);
  const at = (t: number) => stepResponse(cell, I, V_0, t);
  return (
    <>
      <Plot
        title="voltage after a step of the current"
        name={`voltage against time: from ${V_0} mV to ${limit.toFixed(1)} mV with the time constant ${tau.toFixed(1)} ms`}
        x={timeUnit(cell, plain).axis(0, 6 * tau, 2)}
        y={volt.drawn(ends, 2)}
        curves={[
          dots(`measured, steps of ${quantity(output?.dt, 'ms')}${drawn}`, seen),
          closedForm('exponential', evenly(0, 6 * tau, 301), at),
          across('limit', 'V_∞', 0, 6 * tau, limit),
        ]}
        notes={[
          { x: tau, y: way, shape: 'ring', text: `τ_m = ${quantity(tau, 'ms')}: 63 % of the way`, below: limit > V_0 },
        ]}
      />
      <Findings
        list={[
          compared('τ_m, read off the curve', output?.tau, tau, 'ms', 6),
          compared('V after 6 τ_m', output?.trace.y.at(-1), output && at(output.trace.x.at(-1)!), 'mV', 6),
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
