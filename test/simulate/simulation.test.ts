import { describe, expect, it } from 'vitest';
import {
  BlowUpError,
  cell,
  createSimulation,
  fixedProbability,
  Network,
  oneToOne,
  pairStdp,
  type RunBlock,
  simulate,
  spikeHash,
  summarise,
} from '../../src/index.ts';

/** 200 integrate-and-fire cells with inhibition among them; the README's cell. */
function network(seed = 1): Network {
  const lif = cell({
    equations: `dv/dt = (g_L*(E_L - v) + g_i*(E_i - v) + I)/C : mV (unless refractory)
                dg_i/dt = -g_i/tau_i : nS`,
    parameters: { C: '200 pF', g_L: '10 nS', E_L: '-60 mV', E_i: '-80 mV', tau_i: '5 ms', I: '0.3 nA' },
    threshold: 'v > -50 mV',
    reset: 'v = -60 mV',
    refractory: '5 ms',
  });
  const net = new Network({ seed });
  const cells = net.population(lif, 200, { v: 'uniform(-60 mV, -50 mV)' });
  const inhibitory = cells.slice(150, 200, { name: 'I' });
  net.project(inhibitory, cells, {
    connect: fixedProbability(0.1),
    onSpike: 'g_i += w_i',
    parameters: { w_i: '3 nS' },
    delay: '0.8 ms',
  });
  return net;
}

describe('a simulation on the reference backend', () => {
  const create = (seed?: number) => createSimulation(network(seed), { backend: 'reference' });

  it('tells what runs', async () => {
    const s = await create();
    expect(s).toMatchObject({
      backend: 'reference',
      cells: 200,
      dt: 0.1,
      seed: 1,
      step: 0,
      integrator: 'exp_midpoint',
    });
    expect(s.groups.map((g) => g.name)).toEqual(['cells', 'I']);
    expect(s.choice).toMatch(/asked for/);
  });

  it('refuses to run past the last step that 32 bits count', async () => {
    const s = await create();
    s.restore({ ...(await s.checkpoint()), step: 2 ** 32 - 3 });
    await expect(s.run(4)).rejects.toThrow(
      /at most 2³² steps \(429496.7296 s.*at step 4294967293 and was to run 4 more/,
    );
    expect((await s.run(3)).firstStep).toBe(2 ** 32 - 3);
  });

  it('gives the same spikes in parts as in one, and again after reset', async () => {
    const s = await create();
    const whole = await s.run(2000);
    s.reset();
    const parts: RunBlock[] = [];
    for (let i = 0; i < 20; i++) parts.push(await s.run(100));
    expect(parts.flatMap((p) => [...p.spikes.cells])).toEqual([...whole.spikes.cells]);
    expect(parts.flatMap((p) => [...p.spikes.steps])).toEqual([...whole.spikes.steps]);
    expect(whole.spikes.steps.length).toBeGreaterThan(1000);
  });

  it('gives other spikes for another seed', async () => {
    const [a, b] = [await (await create(1)).run(500), await (await create(2)).run(500)];
    expect(await spikeHash(a.spikes)).not.toBe(await spikeHash(b.spikes));
  });

  it('resumes from a checkpoint with the same spikes', async () => {
    const s = await create();
    await s.run(300);
    const mark = await s.checkpoint();
    const first = await s.run(300);
    const other = await create(2);
    s.restore(mark);
    const second = await s.run(300);
    expect(second).toEqual(first);
    other.dispose();
  });

  it('acts on a parameter while it runs', async () => {
    const s = await create();
    await s.run(1000);
    s.setParameter('cells', 'I', '0 nA');
    await s.run(200);
    expect((await s.run(1000)).spikes.steps.length).toBe(0);
    s.setParameter('cells', 'I', { value: 600, unit: 'pA' });
    expect((await s.run(1000)).spikes.steps.length).toBeGreaterThan(1000);
  });

  it('acts on a weight while it runs', async () => {
    const s = await create();
    s.setParameter('cells', 'w_i', '0 nS');
    const free = (await s.run(3000)).spikes.steps.length;
    s.reset();
    s.setParameter('cells', 'w_i', '30 nS');
    expect((await s.run(3000)).spikes.steps.length).toBeLessThan(0.8 * free);
  });

  it('refuses parameters and populations that are not there, and wrong units', async () => {
    const s = await create();
    expect(() => s.setParameter('cells', 'I', { value: 1, unit: 'mV' })).toThrow(/'1 mV' is a voltage; a current/);
    expect(() => s.setParameter('cells', 'q', '1 nS')).toThrow(/no shared parameter 'q'.*'g_L'/);
    expect(() => s.setParameter('neurons', 'I', '1 nA')).toThrow(/no population 'neurons'.*'cells'/);
    expect(() => s.setParameter('cells', 'I', '1 mV')).toThrow(/current/);
    expect(() => s.setTraces([{ variables: ['x'], cells: [0] }])).toThrow(/no variable 'x'/);
    expect(() => s.setTraces([{ variables: ['v'], cells: [200] }])).toThrow(/no cell 200/);
  });

  it('traces variables after every step, also through v for V', async () => {
    const s = await create();
    const start = await s.read('cells', 'v');
    s.setTraces([{ variables: ['V', 'g_i'], cells: [3, 7] }]);
    const { traces } = await s.run(50);
    expect(traces[0]!.values.length).toBe(50 * 2 * 2);
    const now = await s.read('cells', 'v');
    expect(traces[0]!.values[49 * 4]).toBe(now[3]);
    expect(traces[0]!.values[49 * 4 + 2]).toBe(now[7]);
    expect(start[3]).not.toBe(now[3]);
    expect(traces[0]!.units).toEqual(['mV', 'nS']);
  });

  it('writes state', async () => {
    const s = await create();
    s.write('cells', 'v', new Float64Array(200).fill(-49));
    expect((await s.run(1)).spikes.steps.length).toBe(200);
    expect(() => s.write('cells', 'v', new Float64Array(3))).toThrow(/200 cells, but 3 values/);
  });

  it('sets the parameters of plasticity by the name of the projection, and says which there are', async () => {
    const net = new Network();
    const source = net.spikes(1, { times: [[1]] });
    const cells = net.population(cell({ equations: 'dg/dt = -g/ms : 1', threshold: 'g > 2' }), 1);
    const plasticity = pairStdp({
      A_plus: 0.1,
      A_minus: 0.12,
      tau_plus: '20 ms',
      tau_minus: '20 ms',
      range: ['0', '1'],
    });
    net.project(source, cells, { name: 'syn', connect: oneToOne(), weight: 0.5, onSpike: 'g += w', plasticity });
    const simulation = await createSimulation(net, { backend: 'reference' });
    expect(() => simulation.setParameter('cells', 'A_plus', '0')).toThrow(
      /'cells' has no shared parameter 'A_plus'\. It has .*'A_plus@syn'/,
    );
    expect(() => simulation.setParameter('syn', 'A_pls', '0')).toThrow(
      /The projection 'syn' has no shared parameter 'A_pls'\. It has .*'A_plus'/,
    );
    expect(() => simulation.setParameter('syn', 'tau_plus', '5')).toThrow(/tau_plus.*plain number/);
    for (const [name, value] of [
      ['A_plus', '0'],
      ['tau_plus', '5 ms'],
      ['tau_minus', '5 ms'],
    ] as const)
      simulation.setParameter('syn', name, value);
    expect(() => simulation.write('syn', 'w', Float64Array.of(1.3))).toThrow(
      "The value 1.3 of w for synapse 0 of 'syn' is outside the range from 0 to 1.",
    );
    expect(() => simulation.write('syn', 'w', [0.1, 0.2])).toThrow(
      "'syn' has 1 synapses, but 2 values were given for w.",
    );
    expect(() => simulation.write('syn', 'c', [0.1])).toThrow(
      "The synapses of 'syn' have no variable 'c'. They have 'w', 'x', 'y'.",
    );
    void simulation.write('syn', 'w', [0.25]);
    expect(await simulation.read('syn', 'w')).toEqual(Float64Array.of(0.25));
    simulation.dispose();
  });

  it('ends early when aborted', async () => {
    const s = await create();
    const stop = new AbortController();
    const block = await s.run(1_000_000, { signal: stop.signal, onBlock: () => stop.abort() });
    expect(block.steps).toBeLessThan(100_000);
    expect(s.step).toBe(block.steps);
  });

  it('summarises', async () => {
    const s = await create();
    const { spikes } = await s.run(10_000);
    const summary = await summarise(s, spikes, 0, 10_000);
    expect(summary.rate_hz['all']).toBeCloseTo(summary.spikes / 200, 9);
    expect(Object.keys(summary.rate_hz)).toEqual(['all', 'I']);
    expect(summary.silent_fraction).toBeCloseTo(1 - new Set(spikes.cells).size / 200, 12);
    expect(summary.spike_hash).toBe(await spikeHash(spikes));
  });
});

describe('simulate', () => {
  it('runs the example of the README', async () => {
    const run = await simulate(network(), { duration: '100 ms', backend: 'reference', record: { v: [0, 1, 2] } });
    expect(run.steps).toBe(1000);
    expect(run.traces[0]!.values.length).toBe(3000);
    expect(run.summary.spikes).toBe(run.spikes.steps.length);
  });

  it('ends a run-away with variable, cell and time', async () => {
    const net = new Network();
    net.population(cell({ equations: 'dx/dt = x**2/ms : 1', parameters: {} }), 2, { x: [0.1, 1] }, { name: 'wild' });
    const run = simulate(net, { duration: '10 ms', backend: 'reference', integrator: 'rk4' });
    await expect(run).rejects.toThrow(BlowUpError);
    await expect(run).rejects.toMatchObject({ population: 'wild', variable: 'x', cell: 1 });
  });

  for (const [what, options, sentence] of [
    ['dt', { duration: '1 ms', dt: '0 ms' }, /dt is 0 ms/],
    ['duration', { duration: '0 ms' }, /duration/],
    ['backend', { duration: '1 ms', backend: 'cuda' }, /no backend 'cuda'/],
    ['integrator', { duration: '1 ms', integrator: 'magic' }, /no integrator 'magic'/],
  ] as const)
    it(`refuses a wrong ${what}`, async () => {
      await expect(simulate(network(), options as never)).rejects.toThrow(sentence);
    });

  it('says why an integrator does not fit', async () => {
    await expect(simulate(network(), { duration: '1 ms', integrator: 'exact', backend: 'reference' })).rejects.toThrow(
      /dv\/dt is not linear/,
    );
  });
});
