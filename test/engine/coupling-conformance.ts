/** What every backend must do with couplings (`src/program/coupling.ts`). */
import { afterEach, describe, expect, test } from 'vitest';
import type { Checkpoint, Engine } from '../../src/engine/engine.ts';
import { evaluate } from '../../src/expression/evaluate.ts';
import { uniformValues } from '../../src/program/hoist.ts';
import type { Program } from '../../src/program/program.ts';
import { coupled } from '../fixtures/programs/coupled.ts';
import type { CreateEngine } from './conformance.ts';

const program = coupled();

/** Uniforms of a population at its parameters. */
const uniformsOf = ({ populations, dt }: Program, p: number): Float64Array => {
  const { parameters, uniforms } = populations[p]!;
  return uniformValues(uniforms, new Map(parameters.map((q) => [q.name, q.value])), dt);
};

/** Columns of the state as sums see it in the step after the checkpoint: what arrives is in them. */
function seen({ columns, accumulators, step }: Checkpoint): Float64Array[][] {
  const { populations, ring } = program;
  return populations.map((p, index) => {
    const uniforms = uniformsOf(program, index);
    return columns[index]!.map((values, c) => {
      const arrive = p.arrive?.[c];
      if (!arrive) return Float64Array.from(values);
      return values.map((_, cell) =>
        evaluate(arrive, (leaf) => {
          if (leaf.op === 'uniform') return uniforms[leaf.index];
          if (leaf.op === 'inlet')
            return accumulators[(step % ring.slots) * ring.width + ring.offsets[p.inlets[leaf.index]!]! + cell];
          if (leaf.op === 'state') return columns[index]![p.columns.findIndex((one) => one.name === leaf.name)]![cell];
          return undefined;
        }),
      );
    });
  });
}

/** Sum k of cell j over the state that sums see, and the sum of magnitudes. */
function sumOf(state: readonly Float64Array[][], k: number, j: number): { value: number; size: number } {
  const sum = program.sums[k]!;
  const uniforms = uniformsOf(program, sum.population);
  let value = 0;
  let size = 0;
  for (const { source, rows, sources, weights, value: of } of sum.terms) {
    const read = (p: number, name: string, cell: number): number =>
      state[p]![program.populations[p]!.columns.findIndex((c) => c.name === name)]![cell]!;
    const row = sum.common ? 0 : j;
    for (let s = rows[row]!; s < rows[row + 1]!; s++) {
      const x = evaluate(of, (leaf) => {
        if (leaf.op === 'weight') return weights![s];
        if (leaf.op === 'uniform') return uniforms[leaf.index];
        if (leaf.op === 'pre') return read(source, leaf.name, sources[s]!);
        return leaf.op === 'post' ? read(sum.population, leaf.name, j) : undefined;
      });
      value += x;
      size += Math.abs(x);
    }
  }
  return { value, size };
}

export function couplingConformance(name: string, create: CreateEngine, { unit }: { readonly unit: number }): void {
  const open: Engine[] = [];
  const engineOf = async (): Promise<Engine> => {
    const engine = await create(program, { probes: [] });
    open.push(engine);
    return engine;
  };
  afterEach(() => {
    for (const engine of open.splice(0)) engine.dispose();
  });

  describe(`couplings of ${name}`, () => {
    test('each sum is that over the junctions of the cell, with what arrives for the step in it', async () => {
      expect(program.sums.map(({ common }) => common)).toEqual([false, false, false, true]);
      expect(program.populations[0]!.arrive).toBeDefined();
      const engine = await engineOf();
      await engine.run(40);
      const before = await engine.checkpoint();
      // Something arrives on a variable that a sum reads.
      expect(before.accumulators.some((a) => a !== 0)).toBe(true);
      const state = seen(before);
      await engine.run(1);
      const after = await engine.checkpoint();
      program.sums.forEach(({ population, column, terms }, k) => {
        const values = after.columns[population]![column]!;
        expect(values.some((x) => Math.abs(x) > 1e-3)).toBe(true);
        for (let j = 0; j < values.length; j++) {
          const { value, size } = sumOf(state, k, j);
          const junctions = terms.reduce((n, { rows }) => n + (rows[j + 1] ?? rows.at(-1)!) - (rows[j] ?? 0), 0);
          // One rounding per addition, and some ten per contribution: of V near 70 with differences of some mV, up to 70/1 of it each.
          const error = unit * (size * (junctions + 10) + 70 * 10 * 0.5 * junctions);
          if (!(Math.abs(values[j]! - value) <= error + 1e-30))
            expect.fail(`sum ${k} of cell ${j}: ${values[j]} instead of ${value} ± ${error}`);
        }
      });
    });

    test('chunks, checkpoints and timed runs change no bit', async () => {
      const [whole, parts, timed] = [await engineOf(), await engineOf(), await engineOf()];
      const expected = await whole.run(300);
      expect(expected.spikes.cells.length).toBeGreaterThan(20);
      const state = await whole.checkpoint();
      await parts.run(1);
      await parts.run(97);
      const middle = await parts.checkpoint();
      await parts.run(5);
      parts.restore(middle);
      await parts.run(202);
      expect(await parts.checkpoint()).toEqual(state);
      const { phases } = await timed.profile(300);
      expect(phases.some(({ phase }) => phase.split('+').includes('couple'))).toBe(true);
      expect(await timed.checkpoint()).toEqual(state);
    });

    test('parameters of a coupling act from the next step on', async () => {
      const engine = await engineOf();
      await engine.run(10);
      program.populations.forEach((p, index) => {
        const values = new Map(p.parameters.map((q) => [q.name, ['g_s', 'g_m', 'g_r'].includes(q.name) ? 0 : q.value]));
        engine.setUniforms(index, uniformValues(p.uniforms, values, program.dt));
      });
      await engine.run(1);
      const { columns } = await engine.checkpoint();
      program.sums.forEach(({ population, column, terms }) => {
        const silent = terms.every((term) => term.name !== 'gaps');
        expect(columns[population]![column]!.every((x) => Math.abs(x) === 0)).toBe(silent);
      });
    });
  });
}
