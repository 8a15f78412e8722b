/** Cells with dendrites in single precision: the column 'f32' of the acceptance table, for each backend that has it. */
import { describe, expect, it } from 'vitest';
import { goldenTable } from '../morphology/golden.ts';
import {
  impedance,
  joinedSolution,
  oneSolution,
  rallpack1,
  rallpack2,
  ring,
  shortCompartments,
  steadyCable,
} from './acceptance-cases.ts';
import { jointSomata, passivePair, somata } from './gap-cases.ts';
import { compare, goldenFiles, type Runner } from './golden-run.ts';
import { crossings, farthest, published } from './pinsky-rinzel.ts';

/**
 * `pairs`: who runs cells that are solved together, where that is another. `part`: of the files their first 60 ms in the place of all, but
 * for one, and of cases that differ in numbers only some: for backends that are slow here.
 */
export function singlePrecision(
  name: string,
  runner: Runner,
  pairs: Runner = runner,
  extent: 'whole' | 'part' = 'whole',
): void {
  const whole = extent === 'whole';
  /** ms; undefined: all there is. */
  const until = whole ? undefined : 60;
  const some = <T>(all: readonly T[], keep: (_: T, k: number) => boolean): readonly T[] =>
    whole ? all : all.filter(keep);
  describe(`dendrites in single precision: ${name}`, () => {
    const files = some(goldenFiles, ([, file]) => !['rallpack3_so2_dt0.025', 'rallpack3_so0_dt0.05'].includes(file));
    it.each(files)("NEURON's fixed step, %s: %s", async (golden, file, dt, rule) => {
      const { differences, spikes, wanted, columns } = await compare(
        ...([golden, file, dt, rule, runner] as const),
        file === 'rallpack3_so2_dt0.05' ? undefined : until,
      );
      expect(wanted.length).toBeGreaterThan(1);
      // Spikes to one step; gates and concentrations move by less than their own scale's part of that. Met: 0.01 mV, 4e-9 mM, every spike
      // in its step.
      differences.forEach((d, k) => void expect(d).toBeLessThan(columns[k + 1]!.startsWith('cai') ? 1e-6 : 0.02));
      expect(spikes).toHaveLength(wanted.length);
      spikes.forEach((t, k) => void expect(Math.abs(t - wanted[k]!)).toBeLessThan(1.01 * dt));
    });

    const { rows } = goldenTable('cable-steady');
    // Each length and each number once where they are not all there.
    const cables = some(rows, (_, k) => k % 5 === 0);
    it.each(cables.map((row) => [row[0]!, Number(row[1]), Number(row[4]), Number(row[5])] as const))(
      'steady cable, %s µm in %s compartments',
      async (L, segments, wantedNear, wantedFar) => {
        // Twenty time constants: 2e-9 of the way are left.
        const { near, far } = await steadyCable(L, segments, runner, { dt: '1 ms', duration: '400 ms' });
        expect(Math.abs(near / wantedNear - 1)).toBeLessThan(1e-4);
        expect(Math.abs(far / wantedFar - 1)).toBeLessThan(1e-4);
      },
    );

    it('impedance of a ball and stick', async () => {
      // Of time constants of 20 ms: after 200 ms 5e-5 of the response are left.
      const all = await impedance(0.025, runner, whole ? undefined : 200);
      expect(all.length).toBeGreaterThan(4);
      for (const { size, phase } of all) {
        expect(size).toBeLessThan(1e-3);
        // 1e-3 rad.
        expect(phase).toBeLessThan(0.06);
      }
    });

    // The bounds in double precision and 2e-3 mV more; the mean square of a part is at most that of the whole times whole ÷ part.
    it.each([
      ['implicit', 0.014, 0.01],
      ['implicit2', 0.005, 0.004],
    ] as const)('Rallpack 1, by %s', async (integrator, most, mostFar) => {
      const { near, far } = await rallpack1(integrator, runner, until);
      const wider = Math.sqrt(250 / (until ?? 250));
      expect(near).toBeLessThan(wider * most);
      expect(far).toBeLessThan(wider * mostFar);
    });
    it.each([
      ['implicit', 0.0045],
      ['implicit2', 0.0025],
    ] as const)('Rallpack 2, by %s', async (integrator, most) => {
      const { near, far } = await rallpack2(integrator, runner, whole ? 50 : 25);
      const wider = whole ? 1 : Math.SQRT2;
      expect(near).toBeLessThan(wider * most);
      expect(far).toBeLessThan(wider * most);
    });

    it.each([
      ['0', '0.025', 'implicit'],
      ['2', '0.025', 'implicit2'],
    ])('a ring of eight branched cells, secondorder %s', async (order, step, integrator) => {
      const { found, wanted } = await ring(order, step, integrator, runner, until);
      expect(wanted.length).toBeGreaterThan(8);
      expect(found.map(({ cell }) => cell)).toEqual(wanted.map(({ cell }) => cell));
      found.forEach(({ t }, k) => void expect(Math.abs(t - wanted[k]!.t)).toBeLessThan(1.01 * Number(step)));
    });

    it('Pinsky–Rinzel as equations, 1 µA/cm², the first 100 ms', async () => {
      const wanted = published('pinsky-rinzel_Is1', 100);
      const found = await crossings(1, 100, runner);
      expect(wanted.length).toBeGreaterThan(5);
      expect(found).toHaveLength(wanted.length);
      expect(farthest(found, wanted)).toBeLessThan(0.05);
    });

    it.each([
      ['implicit', 5.4e-3],
      ['implicit2', 1.2e-3],
    ])('two passive cells joined by a gap junction, %s', async (integrator, inDouble) => {
      // f32 adds the rounding of 65 mV, 4e-6 mV, times some tens of steps at most.
      expect(Math.abs((await passivePair(0.025, integrator, runner, 'explicit', until)) - inDouble)).toBeLessThan(
        0.05 * inDouble + 5e-4,
      );
    });
    it.each([
      ['implicit', 4.35e-3],
      ['implicit2', 2.55e-6],
    ])('two passive cells joined in the solution, %s', async (integrator, inDouble) => {
      const found = await passivePair(0.025, integrator, pairs, 'in-solve', until);
      expect(Math.abs(found - inDouble)).toBeLessThan(0.05 * inDouble + 5e-4);
    });
    // Explicit junctions met 0.028 mV, where the other's voltage is that of a spike's rise a step before.
    it.each(jointSomata)('two somata joined by a gap junction, %s: %s', async (integrator, file, solve) => {
      const { worst, found, wanted } = await somata(
        integrator,
        file,
        solve === 'in-solve' ? pairs : runner,
        solve,
        until,
      );
      expect(worst).toBeLessThan(solve === 'in-solve' ? 0.02 : 0.05);
      expect(found).toEqual(wanted);
    });

    it.each(some([1, 2, 3, 4, 5, 6, 7, 8], (seed) => seed <= 3))(
      'the solution is that of a dense matrix: random tree %i',
      async (seed) => {
        const { found, wanted } = await oneSolution(seed, runner);
        const largest = wanted.reduce((most, v) => Math.max(most, Math.abs(v + 60)), 0);
        // Of the change of the voltage, which is then stored to half a unit in the last place of 60 mV.
        const bound = 1e-5 * largest + 2 ** -19;
        wanted.forEach((v, k) => void expect(Math.abs(found[k]! - v)).toBeLessThan(bound));
      },
    );

    it.each([
      [11, 1, 1, 'implicit'],
      [12, 1, 3, 'implicit2'],
      [13, 1, 16, 'implicit'],
      [14, 2, 1, 'implicit2'],
      [15, 2, 5, 'implicit'],
      [16, 2, 16, 'implicit2'],
    ] as const)(
      'joined in the solution, random trees %i: cells %i, junctions %i, %s',
      async (seed, cells, count, rule) => {
        const { found, wanted } = await joinedSolution(seed, cells, count, rule, cells > 1 ? pairs : runner);
        // As above, of the change and of 75 mV, by which the cells differ.
        wanted.forEach((v, k) => void expect(Math.abs(found[k]! - v)).toBeLessThan(1e-5 * 15 + 2 ** -18));
      },
    );

    it('short compartments keep their capacitance beside a large axial conductance', async () => {
      const { found, wanted } = await shortCompartments(runner);
      // Each of 400 steps rounds the voltage by 2^-24 of 10 mV, capacitance and leak by 2^-24 of themselves, the latter for e^-1 of the
      // whole way: 400·6e-7 mV + 2·6e-8·3.7 mV.
      for (const v of found) expect(Math.abs(v - wanted)).toBeLessThan(2.5e-4);
    });
  });
}
