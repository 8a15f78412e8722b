/** Procedural synapses of every kind, beside stored ones. */
import * as b from '../../src/expression/build.ts';
import type { Made, RowRecipe } from '../../src/program/made.ts';
import type { Program } from '../../src/program/program.ts';
import { withStored } from './parts.ts';
import { programOf } from './program.ts';

const SIZE = 40;
const DELAY = 3;

/** Every seventh cell spikes in a step; the sums go into x. */
export function procedural(): Program {
  const turn = b.compare('eq', b.binary('mod', b.add(b.step, b.cell), b.number(7)), b.zero);
  const program = programOf({
    seed: 77,
    populations: [{ name: 'cells', size: SIZE, states: { x: { initial: 0, next: b.inlet(0) } }, spike: turn }],
    inlets: [{ population: 0, label: 'x' }],
    synapses: [{ source: 1, inlet: 0, target: 2, delay: DELAY, weight: 1 }],
  });
  const recipes: RowRecipe[] = [
    { kind: 'same' },
    { kind: 'all', autapses: false },
    { kind: 'gaps', autapses: false, perGap: -4.5 },
    { kind: 'gaps', autapses: true, perGap: -60 },
    { kind: 'draws', autapses: false, degree: 11 },
  ];
  return {
    ...program,
    synapses: [
      ...program.synapses,
      ...recipes.map(
        (recipe, k): Made => ({
          kind: 'made',
          name: recipe.kind,
          firstSource: k,
          sources: SIZE - 2 * k,
          targets: SIZE - 3 * k,
          shift: -2 * k,
          stream: 99 + k,
          recipe,
          bases: [program.ring.width * (1 + (k % DELAY)) + 2 * k],
          synapses: 1,
        }),
      ),
    ],
  };
}

/** The same without stored synapses. */
export function proceduralOnly(): Program {
  return withStored(procedural(), () => ({
    rows: new Uint32Array(SIZE + 1),
    targets: new Uint32Array(0),
    weights: null,
  }));
}
