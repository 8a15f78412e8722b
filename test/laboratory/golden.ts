/** Reads the golden tables. */
import { readFileSync } from 'node:fs';
import { type Specimen, specimenOf } from '../../src/laboratory/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

/** Rows of a golden file without comments and header, as numbers. */
export function golden(name: string): number[][] {
  const text = readFileSync(new URL(`../golden/${name}`, import.meta.url), 'utf8');
  const lines = text
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  return lines.slice(1).map((line) => line.split(',').map(Number));
}

/** Times after 'upward crossings' in the header comment of a golden trace, ms. */
export function goldenCrossings(name: string): number[] {
  const text = readFileSync(new URL(`../golden/${name}`, import.meta.url), 'utf8');
  return /upward crossings of [^:]*: ([\d. ]+)/.exec(text)![1]!.trim().split(' ').map(Number);
}

/** The cell of a preset. */
export function presetCell(name: string, settings: Readonly<Record<string, string>> = {}): Specimen {
  const preset = presetByName(name);
  return specimenOf(preset.build(presetValues(preset, settings), 1));
}

export const largest = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let worst = 0;
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
  return worst;
};
