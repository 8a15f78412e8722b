/** Three unlike cells, and the one they are. */
import { dimensionlessInterval } from '../../../../index.ts';
import { roundEnds } from '../../../../numbers/axis.ts';
import { evenly } from '../../../../numbers/scale.ts';
import { physicalCells } from '../../../../presets/index.ts';
import type { DimensionlessResult } from '../../../../studies/measure.ts';
import type { Curve } from '../../../plots/chart/curve.ts';
import { useAsk } from '../../../tasks/ask.ts';
import { quantity } from '../figures.ts';
import { across, closedForm, dots, Findings, type PanelView, Plot } from './plot.tsx';
import { AxisUnit, timeUnit, unit, voltageUnit } from './units.ts';

const hues = ['var(--hue-1)', 'var(--hue-2)', 'var(--hue-3)'];
const dashes = ['none', '7 4', '2 3'];

export function DimensionlessView({ room, values }: PanelView) {
  useAsk(room.dimensionless, { values, seed: 1 });
  const output = room.dimensionless.output.value;
  const plain = room.choice.value.dimensionless;
  const { i = 1.5, v_r = 0 } = values;
  const T = dimensionlessInterval(i, v_r);
  const curves = output ? tracesOf(output, plain) : [];
  const end = Math.max(1, ...curves.map((c) => c.x[c.x.length - 1] ?? 1));
  const x = evenly(1.0005, 20, 300, true);
  const [low, high] = plain
    ? roundEnds(Math.min(-0.2, v_r - 0.2), 2.1)
    : roundEnds(Math.min(-75, -65 + 15 * v_r - 3), -25);
  return (
    <>
      <div class="lif-pair">
        <Plot
          title="the same current and reset in three cells"
          name={`voltage of three cells against time, ${plain ? 'in units of their own: they coincide' : 'in ms and mV: they differ'}`}
          x={(plain ? new AxisUnit('t / τ_m', 't', 'τ_m') : unit('t (ms)')).axis(0, end, 2)}
          y={unit(plain ? 'v' : 'V (mV)').axis(low, high, 2)}
          curves={curves}
        />
        <Plot
          title="interval against current"
          name="interval in units of the time constant against the current in units of the rheobase"
          x={unit('i = I / rheobase', 'i').axis(1, 20, 2, true)}
          y={unit('T / τ_m').axis(0, 6, 3)}
          curves={[
            dots('measured, 60 currents', output?.intervals),
            closedForm('ln((i − v_r)/(i − 1))', x, (c) => dimensionlessInterval(c, v_r)),
            ...(Number.isFinite(T) ? [{ ...across('here', 'here', 1, 20, T), quiet: true }] : []),
          ]}
          notes={i > 1 && T < 6 ? [{ x: i, y: T, shape: 'ring', text: `i = ${quantity(i, '')}` }] : []}
        />
      </div>
      <Findings
        list={(output?.cells ?? []).map(({ interval }, k) => ({
          name: k < 3 ? `T/τ_m, ${describe(k)}` : 'T, the dimensionless cell',
          measured: fourDecimals(interval),
          expected: fourDecimals(T),
        }))}
      />
    </>
  );
}

const describe = (k: number): string => {
  const { C, g_L, E_L, V_th } = physicalCells[k]!;
  return `C ${C} pF, g_L ${g_L} nS, ${E_L} to ${V_th} mV`.replace(/-/g, '−');
};

function tracesOf(output: DimensionlessResult, plain: boolean): Curve[] {
  return output.cells.slice(0, 3).map(({ trace, tau }, k) => {
    const cell = physicalCells[k]!;
    return {
      key: `${k}`,
      name: `τ_m ${quantity(tau, 'ms')}`,
      colour: hues[k]!,
      dash: dashes[k]!,
      width: plain ? 4 - 1.2 * k : 1.5,
      // Each in its own units, so that no one axis has them.
      x: timeUnit(cell, plain).all(trace.x),
      y: voltageUnit(cell, plain).all(trace.y),
    };
  });
}

/** Times here are whole steps: with the zeros at their end they are seen to have as many digits as the formula. */
const fourDecimals = (value: number): string => (Number.isFinite(value) ? value.toFixed(4) : quantity(value, ''));
