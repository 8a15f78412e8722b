/** Voltages of all integrators at one step over the exact curve. */
import { type ReadonlySignal, useComputed } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { extent, roundEnds } from '../../../numbers/axis.ts';
import { type IntegratorRow, rowsAt } from '../../../studies/measure.ts';
import type { Curve, Note } from '../../plots/chart/curve.ts';
import { ChartPanel } from '../../plots/chart/panel.tsx';
import type { ComparisonState } from './comparison.ts';
import { stepText } from './figures.ts';
import type { Laboratory } from './laboratory.ts';
import { exactStyle, integratorStyle } from './styles.ts';
import { anyTime, atTime } from './traces.tsx';

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
    <ChartPanel
      label="voltage"
      class="voltage"
      legend="lines of the voltage plot"
      head={
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
      }
      name={`voltage against time: ${starts === 'shared' ? 'one shared start' : 'a start for each'}, ${curves
        .map((c) => c.name)
        .join(', ')}`}
      x={anyTime}
      y={{ title: 'V (mV)', low, high }}
      curves={curves}
      notes={notes}
      time={laboratory.view}
      readout={atTime('mV', 1)}
    />
  );
}

function pictureOf(state: ComparisonState, dt: number) {
  const rows = rowsAt(state.rows, dt);
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

const nameOf = (row: IntegratorRow, one: boolean): string =>
  one ? row.integrator : `${row.integrator}, start ${row.start + 1}`;

function lineStyle(row: IntegratorRow): { colour: string; dash: string } {
  const { colour, dash } = integratorStyle(row.integrator);
  return { colour, dash };
}

const timesOf = (row: IntegratorRow): Float64Array =>
  Float64Array.from({ length: row.voltage.length }, (_, k) => k * row.dt);
