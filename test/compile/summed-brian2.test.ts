/** A summed variable against Brian2's: `golden/summed_brian2.json`, which `summed_brian2.py` beside it wrote. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { cell, createSimulation, Network, oneToOne, synapseList } from '../../src/index.ts';

const golden = JSON.parse(readFileSync(new URL('../golden/summed_brian2.json', import.meta.url), 'utf8')) as {
  readonly pairs: readonly [number, number][];
  readonly weights_nS: readonly number[];
  readonly spikes: readonly (readonly [number, number])[];
  readonly steps: readonly number[];
  readonly v_mV: readonly (readonly number[])[];
  readonly I_syn_pA: readonly (readonly number[])[];
};

/** Values of every listed step; `order`: of the synapses in the list. */
async function run(backend: 'reference' | 'wasm', order: readonly number[]) {
  const net = new Network();
  const source = net.population(cell({ equations: 'ds/dt = -s/(12 ms) : 1' }), 8, { s: '0.05*i' });
  const target = net.population(
    cell({ equations: 'dv/dt = (5*nS*(-65*mV - v) + I_syn)/(100 pF) : mV\nI_syn : pA (summed)' }),
    8,
    { v: '-70*mV + i*mV' },
    { name: 'target' },
  );
  const times = Array.from({ length: 8 }, (_, i) =>
    golden.spikes.filter(([, cells]) => cells === i).map(([step]) => `${step / 10} ms`),
  );
  // Brian2's 0.5 ms: what is due in its step k is seen in step k + 1.
  net.project(net.spikes(8, { times }), source, { connect: oneToOne(), onSpike: 's += 0.5', delay: '0.6 ms' });
  net.couple(source, target, {
    connect: synapseList(order.map((k) => golden.pairs[k]!)),
    value: 'w*s_pre*(-75*mV - v_post)',
    weight: order.map((k) => `${golden.weights_nS[k]} nS`),
  });
  const simulation = await createSimulation(net, { dt: '0.1 ms', integrator: 'euler', backend });
  const v: Float64Array[] = [];
  const I: Float64Array[] = [];
  let done = 0;
  for (const step of golden.steps) {
    await simulation.run(step + 1 - done);
    done = step + 1;
    v.push(await simulation.read('target', 'v'));
    I.push(await simulation.read('target', 'I_syn'));
  }
  simulation.dispose();
  return { v, I };
}

const asListed = golden.pairs.map((_, k) => k);

it('the sum is that of Brian2 in every step, the one in which spikes arrive too', async () => {
  const { v, I } = await run('reference', asListed);
  golden.steps.forEach((_, n) => {
    golden.v_mV[n]!.forEach((wanted, j) => {
      // Both add at most eight terms a step; over 400 steps 1e-14 of the value was reached.
      expect(Math.abs(v[n]![j]! / wanted - 1)).toBeLessThan(1e-12);
      const sum = golden.I_syn_pA[n]![j]!;
      expect(Math.abs(I[n]![j]! - sum)).toBeLessThanOrEqual(1e-12 * Math.abs(sum));
    });
  });
});

it.each(['reference', 'wasm'] as const)(
  'the order in which synapses are listed changes no bit on %s',
  async (backend) => {
    const wanted = await run(backend, asListed);
    expect(await run(backend, [...asListed].reverse())).toEqual(wanted);
    // 7 and their number, 30, have no common factor.
    const shuffled = asListed.map((k) => (k * 7) % asListed.length);
    expect(await run(backend, shuffled)).toEqual(wanted);
  },
);
