/**
 * Pathways whose every number is a small multiple of a power of two: f32 and f64 backends must agree on them to the bit. Release amplitudes
 * on integer weights and on none, plastic weights that lie on halves of a quantum, both kinds of rules, within one population and between
 * two, over all delays of a ring.
 */
import * as b from '../../src/expression/build.ts';
import type { Expr } from '../../src/expression/node.ts';
import type { Change, Pathway } from '../../src/program/pathway.ts';
import type { Program } from '../../src/program/program.ts';
import { programOf } from './program.ts';

const SOURCES = 18;
const TARGETS = 7;
const SLOTS = 8;
const QUANTUM = 1 / 4;

/** Cell i spikes in every step k with k mod period = i mod period. */
const every = (period: number): Expr =>
  b.compare('eq', b.binary('mod', b.step, b.number(period)), b.binary('mod', b.cell, b.number(period)));

const changes = (value: Expr | undefined): Change[] => (value ? [{ variable: 0, value }] : []);

/** Every source reaches every target, some twice. */
function pathway(
  base: Program,
  spec: { source: number; target: number; inlet: number } & Partial<Pick<Pathway, 'amplitude'>>,
  weighted: 'none' | 'integer' | { onPre?: Expr; onPost?: Expr },
): Pathway {
  const { source, target, inlet } = spec;
  const [from, to] = [base.populations[source]!.size, base.populations[target]!.size];
  const { width, offsets } = base.ring;
  const rows = new Uint32Array(from + 1);
  const own: number[] = [];
  const sources: number[] = [];
  for (let i = 0; i < from; i++) {
    for (let j = 0; j < to + (i % 3); j++) {
      own.push(j % to);
      sources.push(i);
    }
    rows[i + 1] = own.length;
  }
  const targets = Uint32Array.from(own, (j, s) => (1 + (s % (SLOTS - 1))) * width + offsets[inlet]! + j);
  const columns = new Uint32Array(to + 1);
  const synapses = own.map((_, s) => s).sort((p, q) => own[p]! - own[q]! || p - q);
  for (const j of own) columns[j + 1]!++;
  for (let j = 0; j < to; j++) columns[j + 1]! += columns[j]!;
  return {
    kind: 'pathway',
    name: `${source} to ${target}`,
    source,
    target,
    sourceCells: source,
    inlet,
    rows,
    targets,
    weights: weighted === 'integer' ? Int32Array.from(own, (_, s) => ((s * 37) % 101) - 50) : null,
    amplitude: spec.amplitude,
    plasticity:
      typeof weighted === 'string'
        ? undefined
        : {
            unit: '1',
            initial: Float64Array.from(own, (_, s) => (((s * 29) % 83) - 41) * (QUANTUM / 2)),
            low: -6,
            high: 5.5,
            quantum: QUANTUM,
            columns,
            synapses: Uint32Array.from(synapses),
            sources: Uint32Array.from(synapses, (s) => sources[s]!),
            variables: [],
            amount: undefined,
          },
    passes:
      typeof weighted === 'string'
        ? undefined
        : [
            {
              over: 'source',
              at: { kind: 'spikes', population: source },
              delivers: true,
              changes: changes(weighted.onPre),
            },
            ...(weighted.onPost
              ? [
                  {
                    over: 'target',
                    at: { kind: 'spikes', population: target },
                    delivers: false,
                    changes: changes(weighted.onPost),
                  } as const,
                ]
              : []),
          ],
  };
}

export function dyadicPathways(): Program {
  const base = programOf({
    populations: [
      {
        name: 'sources',
        size: SOURCES,
        states: {
          x: { initial: 0, next: b.binary('mod', b.add(b.step, b.cell), b.number(4)) },
          amount: { initial: 0, next: b.add(b.mul(b.cell, b.number(1001)), b.binary('mod', b.step, b.number(3))) },
        },
        spike: every(5),
      },
      {
        name: 'targets',
        size: TARGETS,
        states: {
          sum: { initial: 0, next: b.add(b.inlet(0), b.inlet(1)) },
          y: { initial: 0, next: b.binary('mod', b.add(b.step, b.cell), b.number(3)) },
        },
        spike: every(3),
      },
    ],
    inlets: [
      { population: 1, label: 'first' },
      { population: 1, label: 'second' },
    ],
    synapses: [
      { source: 0, inlet: 0, target: 2, delay: SLOTS - 1, weight: 5 },
      { source: SOURCES + 1, inlet: 1, target: 3, delay: 1, weight: -9 },
    ],
  });
  const w = b.synapse(0);
  const [x, y] = [b.pre('x'), b.post('y')];
  const [own, other] = [b.pre('y'), b.post('sum')];
  const eighth = b.number(QUANTUM / 2);
  return {
    ...base,
    synapses: [
      ...base.synapses,
      pathway(base, { source: 0, target: 1, inlet: 0, amplitude: 1 }, 'integer'),
      pathway(base, { source: 0, target: 1, inlet: 1, amplitude: 1 }, 'none'),
      pathway(base, { source: 1, target: 1, inlet: 1 }, 'integer'),
      pathway(base, { source: 1, target: 1, inlet: 0 }, {}),
      pathway(
        base,
        { source: 0, target: 1, inlet: 1 },
        { onPre: b.sub(w, b.mul(y, eighth)), onPost: b.add(w, b.mul(b.add(x, y), eighth)) },
      ),
      pathway(
        base,
        { source: 1, target: 1, inlet: 0 },
        {
          onPre: b.add(w, b.select(b.compare('lt', other, b.zero), b.one, b.neg(own))),
          onPost: b.sub(w, b.mul(eighth, own)),
        },
      ),
    ],
  };
}
