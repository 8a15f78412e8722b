/** Every small program of the tests, by name. */
import * as b from '../../src/expression/build.ts';
import type { Program } from '../../src/program/program.ts';
import { cobahh } from './cobahh.ts';
import { decoder } from './decoder.ts';
import { faulty } from './faulty.ts';
import { maps } from './maps.ts';
import { noisy } from './noisy.ts';
import { dyadicPathways } from './pathways.ts';
import { procedural, proceduralOnly } from './procedural.ts';
import { programOf } from './program.ts';

/** More uniforms than a uniform buffer of 64 KiB holds: x = the last + a table's entry, y = (the last + the first)·cell. */
export function manyUniforms(): Program {
  const names = Array.from({ length: MANY }, (_, i) => `p${i}`);
  const last = b.uniform(MANY - 1);
  const program = programOf({
    populations: [
      {
        name: 'many',
        size: 3,
        shared: Object.fromEntries(names.map((name, i) => [name, i])),
        tables: [Float64Array.of(5, 6, 7)],
        states: {
          x: { initial: 0, next: b.add(last, b.lookup(0, b.cell)) },
          y: { initial: 0, next: b.mul(b.add(last, b.uniform(1)), b.cell) },
        },
      },
    ],
  });
  return { ...program, populations: program.populations.map((p) => ({ ...p, uniforms: names.map(b.parameter) })) };
}

const MANY = 17000;

export const programs: Record<string, Program> = {
  ...maps,
  'a decoder': decoder([1], [1]),
  'a decoder with weights and delays': decoder([1, 2, 7], [1, -2, 40]),
  'noisy cells': noisy(),
  'a benchmark network': cobahh(100, 5),
  'graded and plastic synapses': dyadicPathways(),
  'synapses made at each spike': proceduralOnly(),
  'synapses made at each spike, beside stored ones': procedural(),
  'a network that blows up': faulty('not a number').program,
  'a network with a uniform buffer overfull': manyUniforms(),
  'a population that does nothing': programOf({ populations: [{ name: 'idle', size: 1, states: {} }] }),
};
