/**
 * Pinsky & Rinzel's cell, the preset `pinsky-rinzel`, against the equations solved independently: row 10 of the acceptance of dendrites.
 */
import { simulate } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { goldenTable } from '../morphology/golden.ts';
import type { Runner } from './golden-run.ts';

/** Upward crossings of 30 mV by the soma, by straight lines, ms. `current`: into the soma, µA/cm². */
export async function crossings(current: number, until: number, runner: Runner): Promise<number[]> {
  const preset = presetByName('pinsky-rinzel');
  const { dt, integrator } = preset;
  const run = await simulate(preset.build(presetValues(preset, { I: `${current} uA/cm^2` }), 1), {
    dt: `${dt} ms`,
    duration: `${until} ms`,
    integrator,
    ...runner,
    record: { V: [0] },
  });
  const { values } = run.traces[0]!;
  const times: number[] = [];
  for (let k = 1; k < values.length; k++) {
    const [a, z] = [values[k - 1]! - 30, values[k]! - 30];
    if (a <= 0 && z > 0) times.push((k + -a / (z - a)) * dt);
  }
  return times;
}

/** Those of the file, until a time in ms. */
export function published(name: string, until: number): number[] {
  const line = goldenTable(name).comments.find((text) => text.startsWith('# upward crossings of 30 mV'))!;
  return line
    .replace(/^.*: /, '')
    .split(' ')
    .map(Number)
    .filter((time) => time < until);
}

export const farthest = (found: readonly number[], wanted: readonly number[]): number =>
  Math.max(...wanted.map((time, k) => Math.abs(found[k]! - time)));
