/** Voltages of all integrators at one step over the exact curve. */
import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { extent, roundEnds } from '../../../numbers/scale.ts';
import { Chart } from '../../plots/chart/chart.tsx';
import type { Curve, Note } from '../../plots/chart/curve.ts';
import { Legend } from '../../plots/chart/legend.tsx';
import { type ComparisonState, rowsAt } from './comparison.ts';
import { stepText } from './figures.ts';
import type { Laboratory } from './laboratory.ts';
import { exactStyle, integratorStyle } from './styles.ts';
import type { Row } from './worker/laboratory-tasks.ts';

interface VoltageViewProps {
  readonly laboratory: Laboratory;
  readonly comparison: ReadonlySignal<ComparisonState>;
  readonly busy: ComponentChildren;
}

export function VoltageView({ laboratory, comparison, busy }: VoltageViewProps) {
  const picture = useComputed(() => pictureOf(comparison.value, laboratory.experiment.value.dt));
  const { dt, dts, starts } = laboratory.experiment.value;
  const { curves, notes, low, high } = picture.value;
  return (
    <section class="plot-block voltage" aria-label="voltage">
      <div class="plot-head">
        <Legend curves={curves} name="lines of the voltage plot" />
        <span class="head-right">
          {busy}
          <label class="inline-setting">
            <i>dt</i>
            <select
              class="field"
              value={`${dt}`}
              aria-label="step whose traces are drawn"
              onChange={(event) => laboratory.change({ dt: Number(event.currentTarget.value) })}
            >
              {dts.map((step) => (
                <option key={step} value={`${step}`}>
                  {stepText(step)} ms
                </option>
              ))}
            </select>
          </label>
        </span>
      </div>
      <Chart
        name={`voltage against time: ${starts === 'shared' ? 'one shared start' : 'a start for each'}, ${curves
          .map((c) => c.name)
          .join(', ')}`}
        x={{ title: 't (ms)', low: 0, high: 100 }}
        y={{ title: 'V (mV)', low, high }}
        curves={curves}
        notes={notes}
        time={laboratory.view}
        readout={{ x: { name: 't', unit: 'ms', digits: 2 }, unit: 'mV', digits: 1 }}
      />
    </section>
  );
}

function pictureOf(state: ComparisonState, dt: number) {
  const rows = rowsAt(state, dt);
  const one = state.exact.length === 1;
  const curves: Curve[] = state.exact.map((exact) => ({
    key: `exact ${exact.start}`,
    name: one ? 'exact' : `exact, start ${exact.start + 1}`,
    ...exactStyle,
    ...(exact.start > 0 ? { dash: '5 3' } : {}),
    x: exact.times,
    y: exact.voltage,
  }));
  for (const row of rows) {
    if (row.voltage.length === 0) continue;
    curves.push({ key: row.integrator, name: nameOf(row, one), ...lineStyle(row), x: timesOf(row), y: row.voltage });
  }
  const [least, most] = extent(state.exact.map((e) => e.voltage)) ?? [-80, 50];
  const [low, high] = roundEnds(Math.min(least, -75), Math.max(most, 40), 8);
  const notes = rows.flatMap((row): Note[] => {
    if (!row.blowUp) return [];
    const last = Math.min(high - 8, Math.max(low + 8, row.voltage.at(-1) ?? 0));
    return [
      {
        x: row.blowUp.time,
        y: last,
        shape: 'cross',
        colour: integratorStyle(row.integrator).colour,
        text: `${row.integrator} blew up at ${stepText(row.blowUp.time)} ms`,
      },
    ];
  });
  return { curves, notes, low, high };
}

const nameOf = (row: Row, one: boolean): string => (one ? row.integrator : `${row.integrator}, start ${row.start + 1}`);

function lineStyle(row: Row): { colour: string; dash: string } {
  const { colour, dash } = integratorStyle(row.integrator);
  return { colour, dash };
}

const timesOf = (row: Row): Float64Array => Float64Array.from({ length: row.voltage.length }, (_, k) => k * row.dt);
