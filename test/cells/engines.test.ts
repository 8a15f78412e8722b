/** Cells of NEST under their own names, against NEST's spikes and voltages. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { engineCell, engineCellByName, engineCells, intFire1 } from '../../src/cells/index.ts';
import { UserError } from '../../src/errors.ts';
import { Network, type Population, simulate, synapseList } from '../../src/index.ts';

interface Edges {
  readonly sources: readonly number[];
  readonly targets: readonly number[];
  readonly delays_ms: readonly number[];
  readonly signs?: readonly number[];
}

interface Case {
  readonly parameters: Readonly<Record<string, number>>;
  readonly weight: number;
  readonly recurrent_weight: number;
  readonly spikes: { readonly steps: readonly number[]; readonly cells: readonly number[] };
  readonly V_m: { readonly cell: number; readonly steps: readonly number[]; readonly mV: readonly number[] };
}

const golden = JSON.parse(readFileSync(new URL('../golden/nest_cells.json', import.meta.url), 'utf8')) as {
  readonly dt_ms: number;
  readonly duration_ms: number;
  readonly cells: number;
  readonly trains: readonly (readonly number[])[];
  readonly drive: Edges;
  readonly recurrent: Edges;
  readonly cases: Readonly<Record<string, Case>>;
};
const { dt_ms: dt } = golden;

/** The network that NEST ran: delays of a step more where the cell says so, times of the trains a step earlier. */
function network(name: string): Network {
  const of = golden.cases[name]!;
  const kind = engineCellByName(name);
  const net = new Network();
  const cells = net.population(engineCell(kind, of.parameters), golden.cells, kind.initial, { name: 'cells' });
  const times = golden.trains.map((train) => train.map((t) => Number((t - kind.stamp * dt).toPrecision(12))));
  const trains = net.spikes(times.length, { times, name: 'trains' });
  const join = (from: Population, edges: Edges, weights: readonly number[], sign: 1 | -1): void => {
    const kept = [...weights.keys()].filter((k) => Math.sign(weights[k]!) === sign);
    if (kept.length === 0) return;
    net.project(from, cells, {
      connect: synapseList({
        sources: kept.map((k) => edges.sources[k]!),
        targets: kept.map((k) => edges.targets[k]!),
      }),
      onSpike: sign > 0 ? kind.onSpike.positive : kind.onSpike.negative,
      weight: kept.map((k) => weights[k]!),
      delay: kept.map((k) => edges.delays_ms[k]! + kind.lag * dt),
      name: `${from.name} ${sign}`,
    });
  };
  join(
    trains,
    golden.drive,
    golden.drive.sources.map(() => of.weight),
    1,
  );
  const recurrent = golden.recurrent.signs!.map((s) => s * of.recurrent_weight);
  join(cells, golden.recurrent, recurrent, 1);
  join(cells, golden.recurrent, recurrent, -1);
  return net;
}

describe('as in NEST 3.10', () => {
  it.each(['iaf_psc_alpha', 'iaf_psc_exp', 'iaf_psc_delta'])(
    '%s: every spike in its step, and the voltage',
    async (name) => {
      const of = golden.cases[name]!;
      const run = await simulate(network(name), {
        ...{ duration: `${golden.duration_ms} ms`, dt: `${dt} ms`, backend: 'reference' },
        record: { V_m: [of.V_m.cell] },
      });
      const own = [...run.spikes.cells.keys()].filter((k) => run.spikes.cells[k]! < golden.cells);
      expect(own.length).toBeGreaterThan(100);
      expect(own.map((k) => [run.spikes.steps[k], run.spikes.cells[k]])).toEqual(
        of.spikes.steps.map((step, k) => [step, of.spikes.cells[k]]),
      );
      // Both are exact but for rounding: some 10³ operations of relative error 10⁻¹⁶ on 70 mV.
      const [trace] = run.traces;
      for (const [k, step] of of.V_m.steps.entries())
        expect(Math.abs(trace!.values[step]! - of.V_m.mV[k]!)).toBeLessThan(1e-9);
    },
  );

  it.each(['iaf_cond_exp', 'iaf_cond_alpha'])('%s: as many spikes, within a step', async (name) => {
    const of = golden.cases[name]!;
    const run = await simulate(network(name), {
      ...{ duration: `${golden.duration_ms} ms`, dt: `${dt} ms`, backend: 'reference' },
    });
    const own = [...run.spikes.cells.keys()].filter((k) => run.spikes.cells[k]! < golden.cells);
    expect(own.length).toBe(of.spikes.steps.length);
    for (let c = 0; c < golden.cells; c++) {
      const mine = own.filter((k) => run.spikes.cells[k] === c).map((k) => run.spikes.steps[k]!);
      const theirs = of.spikes.steps.filter((_, k) => of.spikes.cells[k] === c);
      expect(mine.length).toBe(theirs.length);
      // NEST's steps of their own err by some 10⁻³ mV; near the threshold V moves faster than that in a step.
      mine.forEach((step, k) => {
        expect(Math.abs(step - theirs[k]!)).toBeLessThanOrEqual(1);
      });
    }
  });
});

describe('IntFire1', () => {
  const run = async (spikes: readonly (readonly [number, number])[], weight: number): Promise<number[]> => {
    const net = new Network();
    const cells = net.population(engineCell(intFire1, { tau: 10, refrac: 5 }), 1, {}, { name: 'cells' });
    const given = net.spikes(1, { spikes, name: 'given' });
    net.project(given, cells, { connect: synapseList([[0, 0]]), onSpike: 'm += w', weight, delay: '1 ms' });
    const { spikes: found } = await simulate(net, { duration: '30 ms', dt: '0.01 ms', backend: 'reference' });
    return [...found.cells.keys()].filter((k) => found.cells[k] === 0).map((k) => found.steps[k]!);
  };

  it('spikes when an event lifts m above 1, at the time of the event', async () => {
    // m = 0.6·e^(−3/10) + 0.6 = 1.044 at 4 ms; the event at 2 ms alone is 0.6.
    expect(
      await run(
        [
          [1, 0],
          [4, 0],
        ],
        0.6,
      ),
    ).toEqual([500]);
    // 0.6·e^(−8/10) + 0.6 = 0.87.
    expect(
      await run(
        [
          [1, 0],
          [9, 0],
        ],
        0.6,
      ),
    ).toEqual([]);
    // Exactly 1 is not above it; the least above is.
    expect(await run([[1, 0]], 1)).toEqual([]);
    expect(await run([[1, 0]], 1 + 2 ** -20)).toEqual([200]);
  });

  it('is deaf while it is refractory and begins at 0 then', async () => {
    // Spike at 2 ms; deaf to 7 ms; 0.9 at 8 ms alone is not enough, and another at 8.5 ms is.
    expect(
      await run(
        [
          [1, 0],
          [3, 0],
          [5, 0],
          [7, 0],
          [7.5, 0],
        ],
        1.1,
      ),
    ).toEqual([200, 800]);
    expect(
      await run(
        [
          [1, 0],
          [1.01, 0],
          [5, 0],
          [7, 0],
          [7.5, 0],
        ],
        0.9,
      ),
    ).toEqual([201, 850]);
  });
});

it('parameters are those of the engine, and others are named', () => {
  expect(engineCells.map(({ name }) => name)).toEqual([
    ...['iaf_psc_alpha', 'iaf_psc_exp', 'iaf_psc_delta', 'iaf_cond_exp', 'iaf_cond_alpha', 'IntFire1'],
  ]);
  const [alpha, , delta] = engineCells as [typeof intFire1, typeof intFire1, typeof intFire1];
  expect(() => engineCell(alpha, { tau_syn_e: 1 })).toThrow(/no parameter 'tau_syn_e' here.*tau_syn_ex/);
  expect(() => engineCell(alpha, { V_reset: -50 })).toThrow(/V_reset \(-50 mV\) must be below V_th/);
  expect(() => engineCell(delta, { I_e: 100 })).toThrow(/only with V_reset equal to E_L and without I_e/);
  expect(() => engineCell(alpha, { tau_m: '10 ms' as unknown as number })).toThrow(UserError);
  expect(() => engineCellByName('iaf_psc_alfa')).toThrow(/Did you mean 'iaf_psc_alpha'/);
  // The model is one like any other.
  expect(engineCell(alpha).states.map((s) => s.name)).toEqual(['V_m', 'I_ex', 'a_ex', 'I_in', 'a_in']);
});
