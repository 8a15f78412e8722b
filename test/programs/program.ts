/** Small programs by hand, for tests of emitters and engines. */
import type { Expr } from '../../src/expression/node.ts';
import { hoist } from '../../src/program/hoist.ts';
import type { Inlet, PopulationProgram, Program } from '../../src/program/program.ts';
import { pointCells } from '../../src/program/space.ts';
import { streamKey } from '../../src/random/philox.ts';

export interface PopulationSpec {
  readonly name: string;
  readonly size: number;
  /** In column order. Limit 1e30 by default. */
  readonly states: Readonly<Record<string, StateSpec>>;
  /** Per-cell parameters; they follow the states as columns. */
  readonly perCell?: Readonly<Record<string, Float64Array>>;
  /** Shared parameters. */
  readonly shared?: Readonly<Record<string, number>>;
  readonly tables?: readonly Float64Array[];
  readonly spike?: Expr;
}

export interface StateSpec {
  readonly initial: number | Float64Array;
  readonly next: Expr;
  readonly limit?: number;
}

export interface Synapse {
  /** Network-wide index. */
  readonly source: number;
  readonly inlet: number;
  /** Cell within the inlet's population. */
  readonly target: number;
  /** Steps, at least 1. */
  readonly delay: number;
  /** 1 by default. */
  readonly weight?: number;
}

export interface NetworkSpec {
  readonly seed?: number;
  /** ms; 0.1 by default. */
  readonly dt?: number;
  readonly populations: readonly PopulationSpec[];
  readonly inlets?: readonly Inlet[];
  readonly synapses?: readonly Synapse[];
}

/** Inlet leaf i of a population is the i-th of the network's inlets that belong to it. */
export function programOf(spec: NetworkSpec): Program {
  const inlets = spec.inlets ?? [];
  let first = 0;
  const populations = spec.populations.map((population, p): PopulationProgram => {
    const states = Object.entries(population.states);
    const shared = population.shared ?? {};
    const roots = states.map(([, state]) => state.next);
    const hoisted = hoist(population.spike ? [...roots, population.spike] : roots, (name) => name in shared);
    const program: PopulationProgram = {
      name: population.name,
      size: population.size,
      space: pointCells(population.size),
      first,
      stream: streamKey(population.name),
      columns: [
        ...states.map(([name, state]) => ({
          name,
          role: 'state' as const,
          unit: '1',
          initial: state.initial,
          limit: state.limit ?? 1e30,
        })),
        ...Object.entries(population.perCell ?? {}).map(([name, initial]) => ({
          name,
          role: 'parameter' as const,
          unit: '1',
          initial,
          limit: 1e30,
        })),
      ],
      states: states.length,
      parameters: Object.entries(shared).map(([name, value]) => ({ name, unit: '1', value })),
      uniforms: hoisted.uniforms,
      inlets: inlets.flatMap((inlet, i) => (inlet.population === p ? [i] : [])),
      tables: population.tables ?? [],
      next: hoisted.roots.slice(0, states.length),
      spike: population.spike ? hoisted.roots[states.length] : undefined,
    };
    first += population.size;
    return program;
  });
  return {
    seed: spec.seed ?? 1,
    dt: spec.dt ?? 0.1,
    populations,
    inlets,
    ...synapsesOf(
      first,
      inlets.map((inlet) => spec.populations[inlet.population]!.size),
      spec.synapses ?? [],
    ),
    sums: [],
  };
}

function synapsesOf(
  cells: number,
  sizes: readonly number[],
  synapses: readonly Synapse[],
): Pick<Program, 'ring' | 'synapses'> {
  const offsets: number[] = [];
  let width = 0;
  for (const size of sizes) {
    offsets.push(width);
    width += size;
  }
  const rows = new Uint32Array(cells + 1);
  for (const synapse of synapses) rows[synapse.source + 1] = rows[synapse.source + 1]! + 1;
  for (let c = 0; c < cells; c++) rows[c + 1] = rows[c + 1]! + rows[c]!;
  const at = rows.slice();
  const targets = new Uint32Array(synapses.length);
  const weights = new Int32Array(synapses.length);
  let longest = 0;
  for (const synapse of synapses) {
    const place = at[synapse.source]!;
    at[synapse.source] = place + 1;
    targets[place] = synapse.delay * width + offsets[synapse.inlet]! + synapse.target;
    weights[place] = synapse.weight ?? 1;
    longest = Math.max(longest, synapse.delay);
  }
  return {
    ring: { slots: longest + 1, width, offsets },
    synapses: [{ kind: 'stored', rows, targets, weights: weights.every((w) => w === 1) ? null : weights }],
  };
}
