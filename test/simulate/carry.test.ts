/** A network remodelled in mid-run: what has a name in both models goes on, and the synapses are the same. */
import { describe, expect, test } from 'vitest';
import {
  type CellDescription,
  carryState,
  cell,
  createSimulation,
  fixedProbability,
  Network,
  type Simulation,
} from '../../src/index.ts';
import { fanoutOf } from '../fixtures/programs/parts.ts';

const description: CellDescription = {
  equations: `
    dv/dt = (E_L - v + R*I)/tau + g/tau : mV (unless refractory)
    dg/dt = -g/tau_g : mV
  `,
  parameters: { tau: '20 ms', tau_g: '5 ms', E_L: '-65 mV', R: '100 Mohm', I: '0.3 nA' },
  threshold: 'v > -50 mV',
  reset: 'v = E_L',
  refractory: '2 ms',
};

function network(): Network {
  const net = new Network({ seed: 5 });
  const cells = net.population(cell(description), 200, { v: 'uniform(-65 mV, -50 mV)' });
  const excitatory = cells.slice(0, 160, { name: 'E' });
  net.project(excitatory, cells, {
    connect: fixedProbability(0.1),
    onSpike: 'g += J',
    parameters: { J: '1 mV' },
    delay: '1.5 ms',
  });
  net.project(cells.slice(160, 200, { name: 'I' }), cells, {
    connect: fixedProbability(0.1),
    onSpike: 'g -= w',
    weight: 'uniform(2 mV, 4 mV)',
    delay: 'uniform(0.5 ms, 2 ms)',
  });
  return net;
}

const options = (backend: 'reference' | 'wasm') => ({ backend, dt: '0.1 ms', integrator: 'ind_exp_euler' });

async function continued(old: Simulation, other: Network, backend: 'reference' | 'wasm'): Promise<Simulation> {
  const next = await createSimulation(other, options(backend));
  const carried = carryState(
    { shape: old.shape, checkpoint: await old.checkpoint() },
    { shape: next.shape, checkpoint: await next.checkpoint() },
  );
  next.restore(carried);
  return next;
}

describe.each(['reference', 'wasm'] as const)('on %s', (backend) => {
  test('the same model in a remodelled copy goes on with the same spikes, delays and refractoriness included', async () => {
    const net = network();
    const whole = await createSimulation(net, options(backend));
    await whole.run(300);
    const expected = await whole.run(700);
    expect(expected.spikes.steps.length).toBeGreaterThan(500);
    const half = await createSimulation(net, options(backend));
    await half.run(300);
    const copy = net.remodelled((p) => ({ description: p.blueprint.model(0.1).description }));
    const rest = await continued(half, copy, backend);
    expect(rest.step).toBe(300);
    const { spikes } = await rest.run(700);
    expect(spikes).toEqual(expected.spikes);
    for (const s of [whole, half, rest]) s.dispose();
  });

  test('another model starts with what it shares: v and g stay, a new variable has its initial value', async () => {
    const net = network();
    const old = await createSimulation(net, options(backend));
    await old.run(200);
    const copy = net.remodelled(() => ({
      description: {
        ...description,
        equations: `${description.equations}\n da/dt = -a/tau : mV`,
        reset: 'v = E_L; a += 1 mV',
      },
      initial: { a: '7 mV' },
    }));
    const next = await continued(old, copy, backend);
    expect(await next.read('cells', 'v')).toEqual(await old.read('cells', 'v'));
    expect(await next.read('cells', 'g')).toEqual(await old.read('cells', 'g'));
    expect([...(await next.read('cells', 'a'))].every((a) => a === 7)).toBe(true);
    expect(next.groups.map((g) => g.name)).toEqual(['cells', 'E', 'I']);
    for (const s of [old, next]) s.dispose();
  });
});

test('the synapses of a remodelled copy are those of its origin', async () => {
  const net = network();
  const { resolveNetwork } = await import('../../src/compile/resolve.ts');
  const copy = net.remodelled(() => ({ description: { ...description, refractory: '3 ms' } }));
  const again = network();
  const { targets, rows, weights } = fanoutOf(resolveNetwork(copy, 0.1));
  const fresh = fanoutOf(resolveNetwork(again, 0.1));
  expect(fanoutOf(resolveNetwork(net, 0.1)).targets).toBe(targets);
  expect(net.keptSynapses).toBe(copy.keptSynapses);
  expect(again.keptSynapses.bytes).toBe(rows.byteLength + targets.byteLength + (weights?.byteLength ?? 0));
  expect([targets, rows, weights]).toEqual([fresh.targets, fresh.rows, fresh.weights]);
  // Another step means other delays.
  expect(resolveNetwork(copy, 0.25).ring.slots).not.toBe(fresh.slots);
});

test('a model that does not fit the projections is refused with the place', () => {
  const equations = 'dv/dt = (E_L - v)/tau : mV';
  expect(() => network().remodelled(() => ({ description: { ...description, equations } }))).toThrow(/g/);
});
