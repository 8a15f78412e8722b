/**
 * Several threads give the same bits in every run, whoever is first: from one barrier to the next no word is written by one of them and
 * written or made use of by another. Shown by a rehearsal of each thread alone (`rehearsal.ts`), so that no luck is needed to see it.
 */
import { describe, expect, it } from 'vitest';
import type { Program } from '../../../src/program/program.ts';
import { dyadicPathways } from '../../fixtures/programs/pathways.ts';
import { procedural } from '../../fixtures/programs/procedural.ts';
import { type Part, sharedProgram } from '../../fixtures/shared-networks.ts';
import { checkpointAfter, rehearsed } from './rehearsal.ts';

/** Steps, of which number 256 has a sweep for decayed values. */
const FIRST = 254;
const STEPS = 4;

interface Sharing {
  readonly threads: number;
  /** Whether the threads share one ring. */
  readonly owned: boolean;
  /** How often in a step they wait for one another. */
  readonly waits: number;
  /** Whether it is `profile` that is called. */
  readonly timed?: boolean;
}

async function expectApart(program: Program, { threads, owned, waits, timed = false }: Sharing): Promise<void> {
  const from = await checkpointAfter(program, FIRST);
  const wanted = (await rehearsed(program, from, STEPS, { threads: 1 })).outcome();
  expect(wanted.spikes.cells.length).toBeGreaterThan(0);
  expect(wanted.fault).toBeUndefined();
  const { rehearsal, outcome } = await rehearsed(program, from, STEPS, { threads, owned }, timed);
  expect(rehearsal.image.map.ringCount).toBe(owned ? 1 : threads);
  expect(rehearsal.conflicts()).toEqual([]);
  // What comes behind the last barrier is a phase too. With a shared ring there is one more at the end, and one behind the last lap.
  expect(rehearsal.phases.length).toBe(STEPS * waits + 1 + Number(owned) + Number(timed));
  expect(outcome()).toEqual(wanted);
}

interface Kind {
  readonly parts: readonly Part[];
  readonly waits: number;
  readonly made?: true;
  /** Whether threads can share a ring. */
  readonly owned?: false;
}

const kinds: Readonly<Record<string, Kind>> = {
  'stored synapses': { parts: ['delays', 'all', 'draws'], waits: 1 },
  'synapses made at each spike': { parts: ['delays', 'all', 'draws'], waits: 1, made: true, owned: false },
  // Passes at every step, at spikes of either end and at two events, of which the first reads the other end.
  'synapses that change with use': {
    parts: ['release', 'stdp', 'axonal', 'dendritic', 'rule'],
    waits: 6,
    owned: false,
  },
  'sums over other cells': { parts: ['gaps', 'mean'], waits: 2 },
  'sums of what events move': { parts: ['gaps', 'mean', 'kicks', 'delays'], waits: 3 },
  'cells with dendrites': { parts: ['dendrites'], waits: 1 },
  'cells with dendrites and synapses made at each spike': {
    parts: ['dendrites', 'all'],
    waits: 1,
    made: true,
    owned: false,
  },
  'junctions between places': { parts: ['dendrites', 'places'], waits: 2 },
  'junctions in the solution within cells': { parts: ['dendrites', 'within'], waits: 1 },
  'junctions in the solution between cells': { parts: ['dendrites', 'between', 'places'], waits: 4 },
  'all of it': {
    parts: ['dendrites', 'between', 'places', 'gaps', 'kicks', 'delays', 'rule'],
    waits: 10,
    owned: false,
  },
};

describe.each(Object.entries(kinds))('%s', (_, { parts, waits, made, owned }) => {
  // Shares of whole vectors, of a part of one, and none at all.
  for (const [cells, others, branched, threads] of [
    [37, 16, 17, 3],
    [16, 1, 37, 2],
    [17, 3, 3, 7],
  ] as const)
    for (const shared of owned === false ? [false] : [false, true])
      it(`${cells}, ${others}, ${branched} cells on ${threads} threads${shared ? ' with one ring' : ''}`, async () => {
        const sizes = [cells, others, branched] as const;
        const program = await sharedProgram({ seed: 3, sizes, parts }, made && 'procedural');
        await expectApart(program, { threads, owned: shared, waits });
      });
});

describe('programs by hand', () => {
  it('graded and plastic synapses of whole numbers', () =>
    expectApart(dyadicPathways(), { threads: 2, owned: false, waits: 3 }));

  it('synapses of every recipe', () => expectApart(procedural(), { threads: 3, owned: false, waits: 1 }));
});

it.each([false, true])('the same holds where phases are timed; shared ring: %s', async (owned) => {
  const program = await sharedProgram({ seed: 5, sizes: [37, 16, 9], parts: ['gaps', 'dendrites', 'delays'] });
  await expectApart(program, { threads: 3, owned, waits: 2, timed: true });
});
