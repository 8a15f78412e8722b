/** The plan's points with what came of them, ready to be drawn. */
import type { BackendName } from '../../../index.ts';
import type { PresetFacts } from '../../../presets/preset.ts';
import { share } from '../../../presets/share.ts';
import type { Measure } from '../../../presets/sweeps/measures.ts';
import {
  axisValues,
  type GridPoint,
  parameterOf,
  pointsOf,
  type SweepAxis,
  type SweepPlan,
} from '../../../presets/sweeps/plan.ts';
import type { PointOutcome } from '../../../presets/sweeps/run.ts';
import { quantityText, unitText } from '../../quantity-text.ts';
import { presetOf, standardOf } from '../../run/experiment.ts';
import { writeAddress as networkAddress } from '../../run/experiment-address.ts';
import { plainSymbol } from '../../symbols/parts.ts';

export interface AxisView {
  readonly name: string;
  /** 'w_i', or words where the equations have no such symbol. */
  readonly symbol: string;
  /** 'inhibitory weight w_i (nS)' */
  readonly title: string;
  readonly unit: string;
  readonly values: readonly number[];
}

export interface MapPoint extends GridPoint {
  readonly outcome: PointOutcome | undefined;
  /** Opens this network. */
  readonly href: string;
  /** 'w_i 67 nS, share_E 0.8' */
  readonly place: string;
}

export interface MapView {
  readonly x: AxisView;
  readonly y: AxisView | undefined;
  /** Row by row from the lowest y. */
  readonly points: readonly MapPoint[];
}

/** `backend`: what the sweep ran on, so that a link gives the very spikes of the map. */
export function mapView(
  plan: SweepPlan,
  outcomes: readonly (PointOutcome | undefined)[],
  backend: BackendName | undefined,
): MapView {
  const preset = presetOf(plan);
  const x = axisView(preset, plan.x);
  const y = plan.y === undefined ? undefined : axisView(preset, plan.y);
  const points = pointsOf(plan, preset).map((point, k): MapPoint => {
    const at = (axis: AxisView, i: number) => `${axis.symbol} ${quantityText(axis.values[i]!, axis.unit)}`;
    return {
      ...point,
      outcome: outcomes[k],
      href: linkTo(plan, point, backend),
      place: [at(x, point.i), ...(y === undefined ? [] : [at(y, point.j)])].join(', '),
    };
  });
  return { x, y, points };
}

function axisView(preset: PresetFacts, axis: SweepAxis): AxisView {
  const parameter = parameterOf(preset, axis.name);
  const unit = parameter?.unit ?? '';
  const label = parameter?.label ?? axis.name;
  const symbol = axis.name === share.name ? label : plainSymbol(axis.name);
  return {
    name: axis.name,
    symbol,
    title: `${symbol === label ? label : `${label} ${symbol}`}${unit === '' ? '' : ` (${unitText(unit)})`}`,
    unit,
    values: axisValues(axis, parameter),
  };
}

function linkTo(plan: SweepPlan, point: GridPoint, backend: BackendName | undefined): string {
  const { seed, dt, duration, transient, integrator } = plan;
  const standard = standardOf(plan, presetOf(plan));
  const experiment = {
    ...standard,
    values: point.values,
    seed,
    dt,
    duration,
    integrator,
    backend: backend ?? standard.backend,
  };
  // The figures there are of the same time as those here.
  return networkAddress(experiment, [], transient === 0 ? {} : { after: transient });
}

/** 'rate (Hz)' */
export const titleOf = ({ title, unit }: Measure): string => (unit === '' ? title : `${title} (${unit})`);
