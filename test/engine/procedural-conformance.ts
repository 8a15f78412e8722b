/** Procedural synapses on a backend: every row as it is stored, and the same spikes. Each backend's own test file calls this. */
import { afterEach, describe, expect, test } from 'vitest';
import { spikeHash } from '../../src/analysis/hash.ts';
import { cell } from '../../src/cells/index.ts';
import { assemble } from '../../src/compile/assemble.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { Network } from '../../src/network/network.ts';
import {
  allToAll,
  fixedInDegree,
  fixedOutDegree,
  fixedProbability,
  fixedTotalNumber,
  oneToOne,
} from '../../src/network/rules/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';
import type { Program } from '../../src/program/program.ts';
import { fanoutOf, madeOf } from '../fixtures/programs/parts.ts';

const SIZE = 90;
const dt = 1;

/**
 * Cell k spikes in step 37·k mod 90, and all it receives stays under way for a while: rules of all kinds, slices, delays, several
 * statements.
 */
type Case = (network: Network, cells: ReturnType<Network['population']>, many: number) => void;

function inTurn(more: Case, many: number): Network {
  const network = new Network({ seed: 0x9abcdef0 });
  const model = cell({
    equations: 'dx/dt = 1/ms : 1\ndy/dt = 0/ms : 1\ndz/dt = 0/ms : 1',
    threshold: 'x > 0.5',
    reset: 'x = -1000',
    integrator: 'euler',
  });
  network.population(model, 7, { x: '-1000' }, { name: 'silent' });
  const cells = network.population(
    model,
    SIZE,
    { x: Float64Array.from({ length: SIZE }, (_, k) => -((37 * k) % SIZE)) },
    { name: 'cells' },
  );
  more(network, cells, many);
  return network;
}

const cases: Record<string, Case> = {
  'gaps, wide and narrow': (network, cells) => {
    for (const p of [0.004, 0.1, 0.9])
      network.project(cells, cells, {
        connect: fixedProbability(p),
        onSpike: 'y += 1',
        delay: '3 ms',
        name: `at ${p}`,
      });
  },
  'gaps over many targets, from 1e-4 to 0.9999': (network, cells) => {
    const wide = network.population(cell({ equations: 'dy/dt = 0/ms : 1' }), 3900, {}, { name: 'wide' });
    for (const p of [1e-4, 0.003, 0.07, 0.9999])
      network.project(cells, wide, { connect: fixedProbability(p), onSpike: 'y += 1', delay: '3 ms', name: `at ${p}` });
    network.project(cells, wide, { connect: fixedOutDegree(3001), onSpike: 'y += 1', delay: '2 ms', name: 'drawn' });
  },
  'gaps without autapses between slices, two statements': (network, cells) => {
    const connect = fixedProbability(0.3, { autapses: false });
    network.project(cells.slice(11, 80), cells.slice(2, 51), { connect, onSpike: 'y += 1; z += 2', delay: '7 ms' });
    network.project(cells.slice(50, 90), cells.slice(40, 90), { connect, onSpike: 'z += 2' });
  },
  'all to all, with and without autapses': (network, cells) => {
    network.project(cells, cells.slice(0, 13), { connect: allToAll(), onSpike: 'y += 1', delay: '2 ms' });
    const connect = allToAll({ autapses: false });
    network.project(cells, cells.slice(5, 90), { connect, onSpike: 'z += 1', delay: '5 ms' });
  },
  'fixed out-degrees, from few targets and from many': (network, cells) => {
    network.project(cells, cells, { connect: fixedOutDegree(33), onSpike: 'y += 1', delay: '2 ms' });
    const connect = fixedOutDegree(8, { autapses: false });
    network.project(cells.slice(3, 60), cells.slice(30, 33), { connect, onSpike: 'z += 1', delay: '4 ms' });
  },
  'one to one, beside stored synapses with weights': (network, cells) => {
    network.project(cells.slice(0, 40), cells.slice(50, 90), { connect: oneToOne(), onSpike: 'y += 1', delay: '6 ms' });
    network.project(cells, cells, { connect: fixedProbability(0.2), onSpike: 'y += 1', delay: '2 ms', name: 'many' });
    const weight = 'normal(3, 1)';
    network.project(cells, cells, {
      connect: fixedInDegree(5),
      onSpike: 'z += w',
      weight,
      delay: '8 ms',
      name: 'weighted',
    });
  },
  'a fixed total number, few and many for each source': (network, cells) => {
    for (const synapses of [13, 9000, 200_000])
      network.project(cells, cells, {
        connect: fixedTotalNumber(synapses),
        onSpike: 'y += 1; z += 2',
        delay: '3 ms',
        name: `${synapses} in all`,
      });
    const connect = fixedTotalNumber(700, { autapses: false });
    network.project(cells.slice(3, 60), cells.slice(30, 33), { connect, onSpike: 'z += 1', delay: '4 ms' });
  },
  'drawn weights': (network, cells) => {
    const weight = 'normal(3, 1, 0)';
    network.project(cells, cells, {
      connect: fixedTotalNumber(9000),
      onSpike: 'y += w; z -= 2*w',
      weight,
      name: 'total',
    });
    network.project(cells, cells, {
      connect: fixedProbability(0.3),
      onSpike: 'y += w',
      weight,
      name: 'gaps',
      delay: '2 ms',
    });
    network.project(cells.slice(0, 40), cells.slice(50, 90), { connect: oneToOne(), onSpike: 'y -= w', weight });
    network.project(cells, cells, {
      connect: allToAll({ autapses: false }),
      onSpike: 'z += w',
      weight: 'lognormal(2, 3, 0.1, 50)',
      delay: '7 ms',
      name: 'all',
    });
  },
  'drawn delays': (network, cells) => {
    const delay = 'normal(6 ms, 4 ms, 0.5 ms)';
    network.project(cells, cells, { connect: fixedTotalNumber(9000), onSpike: 'y += 1; z -= 2', delay, name: 'total' });
    network.project(cells, cells, { connect: fixedProbability(0.3), onSpike: 'y += 1', delay, name: 'gaps' });
    network.project(cells.slice(0, 40), cells.slice(50, 90), { connect: oneToOne(), onSpike: 'y -= 1', delay });
    network.project(cells.slice(9, 90), cells.slice(2, 50), {
      connect: allToAll({ autapses: false }),
      onSpike: 'z += 1',
      delay: 'uniform(1 ms, 9 ms)',
      name: 'all',
    });
  },
  'drawn weights and delays of more than sixteen bits, two statements': (network, cells) => {
    const drawn = { weight: 'lognormal(2, 3, 0.1, 50)', delay: 'uniform(0.5 ms, 30 ms)', onSpike: 'y += w; z -= 2*w' };
    network.project(cells, cells, { ...drawn, connect: fixedTotalNumber(9000), name: 'total' });
    network.project(cells, cells, { ...drawn, connect: fixedProbability(0.3), name: 'gaps' });
  },
  'drawn weights and delays, beside others and over more targets than a buffer holds': (network, cells, many) => {
    const wide = network.population(cell({ equations: 'dy/dt = 0/ms : 1' }), many, {}, { name: 'wide' });
    const drawn = { weight: 'uniform(-1, 1)', delay: 'lognormal(5 ms, 4 ms, 0.5 ms, 40 ms)', onSpike: 'y += w' };
    network.project(cells, wide, { ...drawn, connect: allToAll(), name: 'all to wide' });
    network.project(cells, wide, { ...drawn, connect: fixedOutDegree(many - 2), name: 'drawn to wide' });
    network.project(cells, wide, { ...drawn, connect: fixedTotalNumber(60 * many), name: 'total to wide' });
    network.project(cells, wide, { ...drawn, connect: fixedProbability(0.9), name: 'gaps to wide' });
    network.project(cells, cells, { connect: fixedProbability(0.1), onSpike: 'y += 1', delay: '2 ms' });
  },
};

export interface ProceduralConformanceOptions {
  /** Steps that are compared, each with the row of another cell; default: all cells. */
  readonly rows?: number;
  /** ms of ei-brette2007. */
  readonly duration?: number;
  /** Targets of a population that is larger than a buffer, where the engine takes so many cells. */
  readonly many?: number;
}

export function proceduralConformance(
  name: string,
  create: (program: Program) => Promise<Engine>,
  { rows = SIZE, duration = 100, many = 5003 }: ProceduralConformanceOptions = {},
): void {
  const open: Engine[] = [];
  afterEach(() => {
    for (const engine of open.splice(0)) engine.dispose();
  });
  const engineOf = async (program: Program): Promise<Engine> => {
    const engine = await create(program);
    open.push(engine);
    return engine;
  };

  describe(`procedural connectivity on ${name}`, () => {
    for (const [title, more] of Object.entries(cases))
      test(`${title}: every cell's spike reaches what its stored row holds`, async () => {
        const network = inTurn(more, many);
        const [stored, procedural] = (['stored', 'procedural'] as const).map(
          (connectivity) => assemble(network, dt, undefined, undefined, connectivity).program,
        );
        expect(madeOf(stored!)).toEqual([]);
        expect(madeOf(procedural!).length).toBeGreaterThan(0);
        const [a, b] = [await engineOf(stored!), await engineOf(procedural!)];
        let arrived = 0;
        for (let k = 0; k < rows; k++) {
          await Promise.all([a.run(1), b.run(1)]);
          const [x, y] = [(await a.checkpoint()).accumulators, (await b.checkpoint()).accumulators];
          arrived += x.reduce((n, v) => n + v, 0);
          if (!x.every((sum, i) => sum === y[i])) expect.fail(`step ${k} delivers other synapses`);
        }
        expect(arrived).not.toBe(0);
      });

    test(`ei-brette2007: the same spikes for ${duration} ms`, async () => {
      const preset = presetByName('ei-brette2007');
      const network = preset.build(presetValues(preset, {}), 3);
      const hashes: string[] = [];
      for (const connectivity of ['stored', 'procedural'] as const) {
        const { program } = assemble(network, preset.dt, preset.integrator, undefined, connectivity);
        expect(fanoutOf(program).targets.length === 0).toBe(connectivity === 'procedural');
        const { spikes } = await (await engineOf(program)).run(Math.round(duration / preset.dt));
        expect(spikes.steps.length).toBeGreaterThan(50 * duration);
        hashes.push(await spikeHash(spikes));
      }
      expect(hashes[1]).toBe(hashes[0]);
    });
  });
}
