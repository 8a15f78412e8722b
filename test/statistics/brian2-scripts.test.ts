/** Scripts written for Brian2, run by it: single cells spike as often as here, networks have the rates that they have here. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { brian2ScriptOf } from '../../src/export/brian2/script.ts';
import { meanRate } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import { ran } from './runs.ts';

const peers =
  process.env['GALVANI_PEERS'] || join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'galvani-peers');
const python = join(peers, 'bin', 'python');
let folder: string;
beforeAll(() => {
  // The environment with the pinned Brian2 is made on the first call.
  if (!existsSync(python))
    execFileSync(fileURLToPath(new URL('../../bench/peers/run', import.meta.url)), ['--help'], { stdio: 'pipe' });
  folder = mkdtempSync(join(tmpdir(), 'galvani-brian2-'));
  // No compiler is needed, and a short run waits for none.
  writeFileSync(join(folder, 'brian_preferences'), "codegen.target = 'numpy'\n");
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true }));

interface Printed {
  readonly spikes: number;
  readonly rate_hz: Readonly<Record<string, number>>;
}

function byBrian2(name: string, seed: number, duration: number): Printed {
  const preset = presetByName(name);
  const network = preset.build(presetValues(preset, {}), seed);
  const { dt, integrator } = preset;
  const path = join(folder, `${name.replace(/\W/g, '_')}_${seed}.py`);
  writeFileSync(path, brian2ScriptOf({ network, dt, duration, integrator, backend: 'reference', preset: name }));
  const out = execFileSync(python, [path], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  return JSON.parse(out.trim().split('\n').at(-1)!) as Printed;
}

describe('single cells, without randomness', () => {
  test.each([
    ['lif', 200],
    ['hh-classic', 100],
    ['tm-cell', 200],
    ['izhikevich-rs', 500],
    ['adex-tonic', 300],
    ['lif-adaptive', 500],
    ['connor-stevens', 200],
  ] as const)('%s spikes as often as here, but for one', async (name, duration) => {
    const here = await ran({ preset: name, seed: 1, backend: 'reference', duration: `${duration} ms` });
    const { spikes } = byBrian2(name, 1, duration);
    // Another rule for the step moves a spike; one may fall to the other side of the end.
    expect(Math.abs(spikes - here.spikes.steps.length)).toBeLessThanOrEqual(1);
  });
});

const SEEDS = [1, 2, 3, 4, 5];

describe('networks', () => {
  test.each(['ei-brette2007', 'coba-2005', 'cuba-2005'])('%s: rates of E and I agree', async (name) => {
    const here: Record<string, number[]> = { E: [], I: [] };
    const there: Record<string, number[]> = { E: [], I: [] };
    for (const seed of SEEDS) {
      const own = await ran({ preset: name, seed, backend: 'reference', duration: '1 s' });
      const other = byBrian2(name, seed, 1000);
      for (const group of ['E', 'I']) {
        here[group]!.push(meanRate(own.spikes, own.groups[group]!, { from: 0, to: own.steps }, own.dt)!);
        there[group]!.push(other.rate_hz[group]!);
      }
    }
    for (const group of ['E', 'I']) {
      const [a, b] = [here[group]!, there[group]!];
      // Welch's t on five seeds each. |t| > 5.6 has probability below 0.0005 at 8 degrees of freedom and below 0.006 at 4, the least that
      // unequal spreads leave; six such tests fail a right program in less than 1 of 30 suites at the very worst.
      const t = (mean(a) - mean(b)) / Math.sqrt((variance(a) + variance(b)) / SEEDS.length);
      expect(Math.abs(t), `${group}: ${mean(a)} here, ${mean(b)} there`).toBeLessThan(5.6);
      // And a bound in the quantity itself, so that wide spreads hide nothing.
      expect(Math.abs(mean(a) / mean(b) - 1)).toBeLessThan(0.15);
    }
  });
});

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const variance = (values: readonly number[]): number =>
  values.reduce((sum, v) => sum + (v - mean(values)) ** 2, 0) / (values.length - 1);
