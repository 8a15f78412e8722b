/** Errors against the step, and beside it against what they cost or along the run; the same axis of errors for both. */
import { type ReadonlySignal, useComputed } from '@preact/signals';
import { extent, logEnds } from '../../../numbers/axis.ts';
import { type ErrorKind, errorSize, type IntegratorRow, rowsAt, shortestStep } from '../../../studies/measure.ts';
import { Choices } from '../../controls/tabs.tsx';
import type { Curve } from '../../plots/chart/curve.ts';
import { Legend } from '../../plots/chart/legend.tsx';
import { ChartPanel } from '../../plots/chart/panel.tsx';
import type { ComparisonState } from './comparison.ts';
import { besides, errorKinds } from './experiment.ts';
import { stepText } from './figures.ts';
import type { Laboratory } from './laboratory.ts';
import { integratorStyle } from './styles.ts';

interface ErrorViewsProps {
  readonly laboratory: Laboratory;
  readonly comparison: ReadonlySignal<ComparisonState>;
}

export function ErrorViews({ laboratory, comparison }: ErrorViewsProps) {
  // Without spikes the voltage is all that can be compared.
  const silent = useComputed(() => comparison.value.exact.some((exact) => exact.spikeTimes.length === 0));
  const kind = useComputed<ErrorKind>(() => (silent.value ? 'voltage' : laboratory.experiment.value.error));
  const against = (x: (row: IntegratorRow) => number) =>
    laboratory.experiment.value.integrators.map((name) => curveOf(comparison.value, name, kind.value, x));
  const byStep = useComputed(() => against((row) => row.dt));
  const byCost = useComputed(() => against((row) => shortestStep(comparison.value.rows, row.integrator) / row.dt));
  const along = useComputed(() => alongRun(comparison.value, laboratory.experiment.value));
  const { axis } = errorKinds.find((k) => k.name === kind.value)!;
  const [low, high] = logEnds(
    ...(extent(
      byStep.value.map((c) => c.y),
      true,
    ) ?? [1e-4, 1]),
  );
  const [shortest, longest] = logEnds(...(extent([laboratory.experiment.value.dts], true) ?? [0.01, 0.1]));
  const [cheap, dear] = logEnds(
    ...(extent(
      byCost.value.map((c) => c.x),
      true,
    ) ?? [1, 100]),
  );
  const y = { title: axis, low, high, log: true };
  const { duration, dt, beside } = laboratory.experiment.value;
  const [first, last] = extent(along.value.map((c) => c.y)) ?? [-1, 1];
  const room = (last - first) * 0.1 || 0.01;
  return (
    <div class="plot-pair">
      <ChartPanel
        label="error against step"
        head={
          <>
            <Choices
              name="which error"
              options={errorKinds}
              chosen={kind.value}
              onChoose={(error) => laboratory.change({ error })}
            />
            {silent.value ? <span class="faint">no spikes in this run</span> : null}
          </>
        }
        name={`${axis} against step, both logarithmic: ${byStep.value.map((c) => c.name).join(', ')}`}
        x={{ title: 'step dt (ms)', low: shortest, high: longest, log: true }}
        y={y}
        curves={byStep.value}
      >
        <OrderKey comparison={comparison} curves={byStep.value} kind={kind.value} />
      </ChartPanel>
      <ChartPanel
        label="error against cost or time"
        head={
          <Choices
            name="what beside it"
            options={besides}
            chosen={beside}
            onChoose={(name) => laboratory.change({ beside: name })}
          />
        }
        {...(beside === 'cost'
          ? {
              name: `${axis} against wall time per millisecond of the cell, both logarithmic`,
              x: { title: 'cost: wall time per ms of the cell (µs), one cell, f64', low: cheap, high: dear, log: true },
              y,
              curves: byCost.value,
            }
          : {
              name: 'how late each spike is, against its time',
              x: {
                title: `time of the exact spike (ms), dt ${stepText(dt)} ms`,
                low: 0,
                high: duration,
              },
              y: { title: 'late by (ms)', low: Math.min(0, first - room), high: Math.max(0, last + room) },
              curves: along.value,
              readout: { x: { name: 't', unit: 'ms', digits: 1 }, unit: 'ms', digits: 4 },
            })}
      >
        {beside === 'cost' ? (
          <p class="caption">
            Lower is more exact, further left is cheaper. Timed on this machine’s reference backend.
          </p>
        ) : (
          <Legend curves={along.value} name="lines of the plot along the run" />
        )}
      </ChartPanel>
    </div>
  );
}

function curveOf(
  state: ComparisonState,
  integrator: string,
  kind: ErrorKind,
  x: (row: IntegratorRow) => number,
): Curve {
  const points = state.rows
    .filter((row) => row.integrator === integrator)
    .map((row) => [x(row), errorSize(row, kind)] as const)
    .filter(([a, b]) => a > 0 && b > 0)
    .sort((a, b) => a[0] - b[0]);
  const { colour, dash, marker } = integratorStyle(integrator);
  return {
    key: integrator,
    name: integrator,
    colour,
    dash,
    marker,
    x: points.map((p) => p[0]),
    y: points.map((p) => p[1]),
  };
}

function alongRun(state: ComparisonState, { dt }: { dt: number }): Curve[] {
  const exact = state.exact[0];
  return rowsAt(state.rows, dt).flatMap((row): Curve[] => {
    if (!row.errors || !exact) return [];
    const { colour, dash, marker } = integratorStyle(row.integrator);
    const y = row.errors.spikeTimes;
    return [
      { key: row.integrator, name: row.integrator, colour, dash, marker, x: exact.spikeTimes.slice(0, y.length), y },
    ];
  });
}

interface OrderKeyProps {
  readonly comparison: ReadonlySignal<ComparisonState>;
  readonly curves: readonly Curve[];
  readonly kind: ErrorKind;
}

/** The legend with the measured order, which is the slope, and the theory's. */
function OrderKey({ comparison, curves, kind }: OrderKeyProps) {
  const { orders } = comparison.value;
  const named = curves.map((curve) => {
    const order = orders[curve.key];
    const measured = order?.[kind];
    const theory = order === undefined || !Number.isFinite(order.theory) ? '' : ` (${order.theory})`;
    const text = measured === undefined || !Number.isFinite(measured) ? '' : ` ${measured.toFixed(2)}${theory}`;
    return { ...curve, name: `${curve.name}${text}` };
  });
  return (
    <div class="order-key" data-figure="orders">
      <p>measured order, the slope (in theory):</p>
      <Legend curves={named} name="measured orders" />
    </div>
  );
}
