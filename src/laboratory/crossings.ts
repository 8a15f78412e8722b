/** Spike times and peaks of a trace on a grid of steps. */

import { Tape } from '../expression/tape.ts';
import { noMore } from '../no-more.ts';
import type { Specimen } from './specimen.ts';

/** A cell's state variables after every step, in internal units; index 0 is the state at time 0. */
export interface StateTrace {
  /** ms */
  readonly dt: number;
  /** One array per state variable, in the model's order. */
  readonly states: readonly Float64Array[];
}

/** Times (ms) at which the trace rises through `level` (the trace's unit), on straight lines between its points. */
export function linearCrossings(values: ArrayLike<number>, dt: number, level = 0, ...more: undefined[]): number[] {
  noMore('linearCrossings', 'values, dt and a level', more);
  const times: number[] = [];
  for (let i = 1; i < values.length; i++) {
    const [a, b] = [values[i - 1]!, values[i]!];
    if (a < level && b >= level) times.push((i - 1 + (level - a) / (b - a)) * dt);
  }
  return times;
}

/**
 * Times (ms) at which the voltage rises through `level` (mV), on the cubics through values and slopes of both ends of a step. Straight
 * lines would add an error of order 2, which hides that of a better method.
 */
export function cubicCrossings(subject: Specimen, trace: StateTrace, level = 0, ...more: undefined[]): number[] {
  noMore('cubicCrossings', 'a specimen, its trace and a level', more);
  const { model } = subject;
  const index = model.states.findIndex((s) => s.name === subject.voltage);
  const slope = new Tape([model.states[index]!.derivative], model);
  slope.setParameters(subject.parameters);
  const y = new Float64Array(model.states.length);
  const out = new Float64Array(1);
  const slopeAt = (i: number): number => {
    for (let s = 0; s < y.length; s++) y[s] = trace.states[s]![i]!;
    slope.run(i * trace.dt, y, out);
    return out[0]! * trace.dt;
  };
  const v = trace.states[index]!;
  const times: number[] = [];
  for (let i = 1; i < v.length; i++) {
    const [a, b] = [v[i - 1]!, v[i]!];
    if (!(a < level && b >= level)) continue;
    const [da, db] = [slopeAt(i - 1), slopeAt(i)];
    let [low, high] = [0, 1];
    for (let k = 0; k < 50; k++) {
      const s = (low + high) / 2;
      const r = 1 - s;
      const value = r * r * ((1 + 2 * s) * a + s * da) + s * s * ((1 + 2 * r) * b - r * db);
      if (value >= level) high = s;
      else low = s;
    }
    times.push((i - 1 + high) * trace.dt);
  }
  return times;
}

/** The largest sample of each excursion above `level`, in order. */
export function sampledPeaks(values: ArrayLike<number>, level = 0, ...more: undefined[]): number[] {
  noMore('sampledPeaks', 'values and a level', more);
  const peaks: number[] = [];
  let best: number | undefined;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value >= level) best = best === undefined ? value : Math.max(best, value);
    else if (best !== undefined) {
      peaks.push(best);
      best = undefined;
    }
  }
  return peaks;
}
