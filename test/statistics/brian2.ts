/** Runs exported scripts by Brian2 itself, in the environment of the peers' benches, and brings back what came of them. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brian2ScriptOf } from '../../src/export/brian2/script.ts';
import type { Network, SpikeBlock } from '../../src/index.ts';

const peers =
  process.env['GALVANI_PEERS'] || join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'galvani-peers');
const python = join(peers, 'bin', 'python');

/** The script is run as it stands; then its monitors and synapses are read. */
const READER = `
import json, runpy, sys
import numpy as np
from brian2 import NeuronGroup, SpikeMonitor, Synapses, defaultclock
seen = runpy.run_path(sys.argv[1])
dt = float(defaultclock.dt)
spikes, weights, states, synapses = {}, {}, {}, {}
for name, thing in seen.items():
    if isinstance(thing, SpikeMonitor):
        spikes[name.replace('spikes_of_', '')] = dict(steps=np.round(np.asarray(thing.t)/dt).astype(int).tolist(), cells=np.asarray(thing.i).tolist())
    if isinstance(thing, Synapses) and 'w' in thing.variables and len(thing) > 0:
        weights[name] = np.asarray(thing.w).tolist()
    if isinstance(thing, Synapses) and 0 < len(thing) <= 100:
        own = thing.equations.diff_eq_names | thing.equations.parameter_names
        synapses[name] = {v: np.asarray(thing.state(v, use_units=False)).tolist() for v in own}
    if isinstance(thing, NeuronGroup) and type(thing) is NeuronGroup and len(thing) <= 100:
        states[name] = {v: np.asarray(thing.state(v, use_units=False)).tolist() for v in thing.equations.diff_eq_names}
json.dump(dict(states=states, synapses=synapses, rate_hz=seen['rate_hz'], spikes=spikes, weights=weights), open(sys.argv[2], 'w'))
`;

export interface Printed {
  /** Hz, by group. */
  readonly rate_hz: Readonly<Record<string, number>>;
  /** By population, in the order that the monitor has. */
  readonly spikes: Readonly<Record<string, { readonly steps: readonly number[]; readonly cells: readonly number[] }>>;
  /** By projection as the script calls it, in volts, siemens, … */
  readonly weights: Readonly<Record<string, readonly number[]>>;
  /**
   * Variables at the end of at most 100 synapses but for those that events move, by projection as the script calls it, in the same units.
   */
  readonly synapses: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
  /** State variables at the end of populations of at most 100 cells, in the same units. */
  readonly states: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
}

export interface Settings {
  readonly network: Network;
  /** ms */
  readonly dt: number;
  /** ms */
  readonly duration: number;
  readonly integrator?: string | undefined;
}

/** Makes the environment on its first call ever, which takes minutes, and a folder for scripts. `close` removes the folder. */
export function brian2(): { run(settings: Settings): Printed; close(): void } {
  if (!existsSync(python))
    execFileSync(fileURLToPath(new URL('../../bench/peers/run', import.meta.url)), ['--help'], { stdio: 'pipe' });
  const folder = mkdtempSync(join(tmpdir(), 'galvani-brian2-'));
  // No compiler is needed, and a short run waits for none.
  writeFileSync(join(folder, 'brian_preferences'), "codegen.target = 'numpy'\n");
  writeFileSync(join(folder, 'read.py'), READER);
  let count = 0;
  return {
    run(settings) {
      const name = `script_${count++}`;
      writeFileSync(
        join(folder, `${name}.py`),
        brian2ScriptOf({ integrator: undefined, backend: 'reference', ...settings }),
      );
      execFileSync(python, ['read.py', `${name}.py`, `${name}.json`], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Printed;
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}

/** Brian2's spikes of one population, by step and then by cell. */
export function inOrder({ steps, cells }: Printed['spikes'][string]): SpikeBlock {
  const order = [...steps.keys()].sort((a, b) => steps[a]! - steps[b]! || cells[a]! - cells[b]!);
  return { steps: Uint32Array.from(order, (k) => steps[k]!), cells: Uint32Array.from(order, (k) => cells[k]!) };
}
