/** What the clamps draw alike: lines of a cell over the room's time axis, and the colours of currents and gates. */
import type { GateTrace, NamedTrace } from '../../../studies/measure.ts';
import { type Curve, dashes } from '../../plots/chart/curve.ts';
import { ChartPanel } from '../../plots/chart/panel.tsx';
import type { ReadoutForm } from '../../plots/chart/readout.tsx';
import type { TimeView } from '../../plots/time-view.ts';
import { currentStyle } from './styles.ts';

interface TracesProps {
  /** Spoken name of the panel. */
  readonly label: string;
  /** Spoken name of the plot: what is seen. */
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly digits: number;
  readonly ends: readonly [number, number];
  readonly curves: readonly Curve[];
  readonly view: TimeView;
  /** Whether the time axis has its numbers here; the lowest of several plots has. */
  readonly labelled?: boolean;
}

/** One panel of traces against time, with its legend. */
export function Traces({ label, name, title, unit, digits, ends, curves, view, labelled = false }: TracesProps) {
  return (
    <ChartPanel
      label={label}
      legend={label}
      name={name}
      x={anyTime}
      y={{ title, low: ends[0], high: ends[1] }}
      curves={curves}
      time={view}
      readout={atTime(unit, digits)}
      labelled={labelled}
    />
  );
}

/** The time axis of the room, whose ends the view sets. */
export const anyTime = { title: 't (ms)', low: 0, high: 1 } as const;

/** Values at a time, in their unit. */
export const atTime = (unit: string, digits: number): ReadoutForm => ({
  x: { name: 't', unit: 'ms', digits: 2 },
  unit,
  digits,
});

/** Currents in the colours of their ions; `sign` −1 turns inward into outward. */
export function currentCurves(currents: readonly NamedTrace[], x: Float64Array, sign: 1 | -1 = 1): Curve[] {
  const names = currents.map((c) => c.name);
  return currents.map(({ name, values }) => ({
    key: name,
    name,
    ...currentStyle(name, names),
    x,
    y: sign === 1 ? values : values.map((v) => -v),
  }));
}

/** Gates in the colours of the currents that they control. */
export function gateCurves(gates: readonly GateTrace[], names: readonly string[], x: Float64Array): Curve[] {
  return gates.map(({ name, values, current }) => ({
    key: name,
    name,
    colour: currentStyle(current ?? '', names).colour,
    dash: gateDash(name, current, gates),
    x,
    y: values,
  }));
}

/** Gates of one channel share its hue and differ in dash. */
function gateDash(name: string, current: string | undefined, gates: readonly GateTrace[]): string {
  const place = gates.filter((g) => g.current === current).findIndex((g) => g.name === name);
  return dashes[Math.max(0, place) % dashes.length]!;
}
