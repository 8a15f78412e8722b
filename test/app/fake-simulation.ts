/** A simulation that makes up its spikes by arithmetic, to test the page's machinery without an engine. */

import type { Checkpoint, Group, RunBlock, Simulation, StateShape, TraceRequest } from '../../src/index.ts';
import { amountText } from '../../src/numbers/amount.ts';
import { turn } from '../../src/run/turn.ts';

export interface FakeLog {
  readonly parameters: { readonly step: number; readonly name: string; readonly value: string }[];
  resets: number;
  disposed: boolean;
}

export const fakeGroups: readonly Group[] = [
  { name: 'cells', first: 0, count: 100, role: 'cells' },
  { name: 'E', first: 0, count: 80, role: 'cells' },
  { name: 'I', first: 80, count: 20, role: 'cells' },
];

const fakeShape: StateShape = {
  populations: [{ name: 'cells', size: 100, columns: ['V'] }],
  inlets: [],
  slots: 1,
  width: 0,
  pathways: [],
};

/** Cell c fires at steps k with (7k + 13c + shift) mod 97 = 0; `shift` is the parameter w_i, at first its default. */
export function fakeSimulation(log: FakeLog, options: { failAt?: number; error?: Error } = {}): Simulation {
  let step = 0;
  let shift = 67;
  let traced: readonly (TraceRequest & { readonly cells: readonly number[] })[] = [];
  return {
    backend: 'reference',
    adapter: 'arithmetic',
    software: false,
    strategy: 'none',
    choice: 'reference, as asked for.',
    dispatchesPerStep: 0,
    integrator: 'none',
    accuracy: async () => [],
    dt: 0.1,
    seed: 1,
    cells: 100,
    synapses: 0,
    connectivity: 'stored',
    bytesPerSynapse: 0,
    cost: {
      bytes_per_cell: 0,
      simple_operations_per_cell: 0,
      divisions_per_cell: 0,
      transcendentals_per_cell: 0,
      bytes_per_event: 0,
      synapses_per_cell: 0,
      sites_per_cell: 1,
      bytes_kept_per_site: 0,
    },
    groups: fakeGroups,
    shape: fakeShape,
    seconds: { build: 0, compile: 0 },
    get step() {
      return step;
    },
    async run(steps): Promise<RunBlock> {
      await turn();
      const firstStep = step;
      const at: number[] = [];
      const who: number[] = [];
      for (let k = firstStep; k < firstStep + steps; k++) {
        if (k === options.failAt) throw options.error ?? new Error('internal: failed');
        for (let c = 0; c < 100; c++) {
          if ((7 * k + 13 * c + shift) % 97 !== 0) continue;
          at.push(k);
          who.push(c);
        }
      }
      step += steps;
      return {
        firstStep,
        steps,
        spikes: { steps: Uint32Array.from(at), cells: Uint32Array.from(who) },
        traces: traced.map((request) => ({
          request,
          every: 1,
          firstStep,
          steps,
          values: Float64Array.from(
            { length: steps * request.cells.length },
            (_, k) =>
              1000 * request.cells[k % request.cells.length]! + firstStep + Math.floor(k / request.cells.length),
          ),
          units: ['mV'],
        })),
      };
    },
    profile: () => Promise.reject(new Error('internal: it has no phases')),
    setParameter(_population, name, value) {
      log.parameters.push({ step, name, value: amountText(value) });
      if (name === 'w_i') shift = Math.round(Number.parseFloat(amountText(value)));
    },
    setTraces(requests) {
      traced = requests.map((r) => ({ ...r, cells: r.cells === 'all' ? [] : r.cells }));
    },
    read: () => Promise.resolve(new Float64Array(100)),
    write: () => Promise.resolve(),
    weights: () => Promise.resolve(new Float64Array(0)),
    synapseVariables: () => [],
    couplings: async () => [],
    checkpoint: () =>
      Promise.resolve<Checkpoint>({ step, columns: [[new Float64Array(100)]], accumulators: new Int32Array(0) }),
    restore(checkpoint) {
      step = checkpoint.step;
    },
    reset() {
      step = 0;
      log.resets++;
    },
    dispose() {
      log.disposed = true;
    },
  };
}
