import { describe, expect, it } from 'vitest';
import * as G from '../src/index.ts';

const lif = { equations: 'dv/dt = (2 - v)/(10*ms) : 1', threshold: 'v > 1', reset: 'v = 0' };
const network = () => {
  const net = new G.Network();
  return { net, cells: net.population(G.cell(lif), 2, {}, { name: 'cells' }) };
};
const loose = (value: object): never => value as never;

describe('options', () => {
  it('that are misspelt or of other simulators are refused, and the one that is meant is named', () => {
    const { net, cells } = network();
    const connect = G.allToAll();
    for (const [call, sentence] of [
      [
        () => G.cell(loose({ ...lif, treshold: 'v > 1' })),
        "no option 'treshold'; did you mean 'threshold'? Allowed are",
      ],
      [
        () => G.cell(loose({ ...lif, refractory_period: '5 ms' })),
        "'refractory_period'; it is called 'refractory' here",
      ],
      [() => G.cell(loose({ ...lif, method: 'rk4' })), "'method'; it is called 'integrator' here"],
      [() => G.fixedProbability(0.1, loose({ allow_autapses: false })), "it is called 'autapses' here"],
      [
        () => net.project(cells, cells, loose({ connect, onSpike: 'v += 1', delays: '5 ms' })),
        "it is called 'delay' here",
      ],
      [
        () => net.project(cells, cells, loose({ connect, onSpike: 'v += 1', weights: '1' })),
        "it is called 'weight' here",
      ],
      [() => net.project(cells, cells, loose({ connect, on_pre: 'v += 1' })), "it is called 'onSpike' here"],
    ] as const)
      expect(call).toThrow(expect.objectContaining({ name: 'UserError', message: expect.stringContaining(sentence) }));
  });

  it('of a run too', async () => {
    const { net } = network();
    await expect(G.simulate(net, loose({ duration: '1 ms', timestep: '0.1 ms' }))).rejects.toThrow("called 'dt' here");
    await expect(G.createSimulation(net, loose({ method: 'rk4' }))).rejects.toThrow("called 'integrator' here");
  });

  it('of another type are a UserError', () => {
    for (const call of [
      () => G.cell(loose([])),
      () => G.cell(null as never),
      () => G.cell(loose({ equations: Symbol('x') })),
      () => G.fixedProbability(0.1, null as never),
      () => G.synapseList([null] as never),
      () => new G.Network(5 as never),
      () => G.lif(loose({ C: Symbol('x') })),
    ])
      expect(call).toThrow(G.UserError);
  });

  it('without effect on a channel are refused', () => {
    expect(() => G.Na_TM1991({ T: '20 degC' })).toThrow('its source gives no temperature factor');
    expect(() => G.leak({ q10: 2 })).toThrow('no gates that warmth could speed up');
    expect(() => G.K_HH1952({ Ca: '1 uM' })).toThrow('does not depend on calcium');
    expect(() => G.K_HH1952({ P: '1 cm/s' })).toThrow('takes neither P nor outside');
  });
});

it('the squid axon at 16.3 °C crosses 0 mV eleven times in 50 ms', async () => {
  const T = '16.3 degC';
  const channels = [G.Na_HH1952({ T }), G.K_HH1952({ T }), G.leak({ g: '0.3 mS/cm^2', E: '-54.3 mV' })];
  const net = new G.Network();
  const model = G.compartment({ C: '1 uF/cm^2', I: '20 uA/cm^2', channels });
  net.population(model, 1, { V: -65, m: 0.053, h: 0.596, n: 0.318 });
  const { spikes } = await G.simulate(net, {
    duration: '50 ms',
    dt: '0.01 ms',
    integrator: 'rk4',
    backend: 'reference',
  });
  // NEURON 9.0.2 (CVode): rounded to 0.01 ms, as a step here is; its hh.mod reads rates from a table in steps of 1 mV, which is 0.1 %.
  expect(spikes.steps).toHaveLength(11);
  for (const [k, time] of [
    [0, 0.95],
    [1, 5.77],
    [2, 10.45],
    [3, 15.12],
    [10, 47.83],
  ] as const)
    expect(Math.abs((spikes.steps[k]! + 1) * 0.01 - time)).toBeLessThanOrEqual(0.015 + 1e-3 * time);
});

it('a cell that cannot spike has no refractory period and no reset', () => {
  const equations = 'dv/dt = -v/(1 ms) : mV (unless refractory)';
  expect(() => G.cell({ equations, refractory: '5 ms' })).toThrow('without a threshold');
  expect(() => G.cell({ equations, reset: 'v = 0 mV' })).toThrow('without a threshold');
});

it('durations are whole numbers of steps', async () => {
  const { net } = network();
  await expect(G.simulate(net, { duration: '10 ms', dt: '0.03 ms', backend: 'reference' })).rejects.toThrow(
    "take '9.99 ms' or '10.02 ms'",
  );
  expect(G.stepsIn('1 s', 0.1)).toBe(10_000);
  // What is wrong with nothing is not that it has no unit.
  expect(() => G.parseStep('0')).toThrow(/dt is 0; it must be longer than 0 ms .* for example '0.1 ms'/);
  expect(() => G.stepsIn('0', 0.1)).toThrow('The duration is 0; it must be at least one step (0.1 ms)');
  expect(G.stepsIn('1000 s', 0.025)).toBe(40_000_000);
});

it('temperatures in degC are compared and subtracted, and nothing else', () => {
  const equation = (text: string) => () => G.cell({ equations: `y = ${text} : 1`, parameters: { T: '16.3 degC' } });
  expect(equation('(T - 6.3 degC)/(10 degC)')).toThrow('Write differences of temperature in kelvin');
  expect(equation('(T + 1 degC)/kelvin')).toThrow('temperature');
  expect(equation('(20 degC - 10 degC)/kelvin')).not.toThrow();
  expect(equation('int(T > -20 degC)')).not.toThrow();
});

it('what synapses cannot do is told in true words', () => {
  const { net, cells } = network();
  const connect = G.allToAll();
  expect(() =>
    net.project(cells, cells, {
      connect,
      onSpike: 'v += w',
      weight: 1,
      plasticity: { onPre: 'w -= t/ms', range: ['0', '1'] },
    }),
  ).toThrow('not the time, tables or the numbers of cells');
  expect(() => G.shortTermPlasticity({ U: [0.1, 1.5], tau_rec: '1 ms' })).toThrow('not 1.5');
});

it('a simulation refuses a second run, and calls after it was disposed of', async () => {
  const { net } = network();
  const simulation = await G.createSimulation(net, { backend: 'reference' });
  const first = simulation.run(10);
  await expect(simulation.run(1)).rejects.toThrow(G.UserError);
  await first;
  for (const steps of [1.5, -1, Number.NaN])
    await expect(simulation.run(steps)).rejects.toThrow('whole number of steps');
  simulation.dispose();
  await expect(simulation.run(1)).rejects.toThrow('disposed of');
});

it('sentences stay short whatever they are given', () => {
  const long = 'x'.repeat(20_000);
  for (const call of [
    () => G.integratorByName(long),
    () => G.cell(loose({ ...lif, [long]: 1 })),
    () => G.parseStep(long),
  ])
    expect(call).toThrow(expect.objectContaining({ message: expect.stringMatching(/^.{1,4000}$/s) }));
});

it('options put after the last argument of a network’s methods are refused', () => {
  const net = new G.Network();
  const cells = net.population(G.cell({ equations: 'dv/dt = -v/ms : 1' }), 2);
  const call = (act: (more: never) => unknown) => () => act({ name: 'more' } as never);
  const project = { connect: G.allToAll(), onSpike: 'v += 1' };
  for (const act of [
    call((more) => net.spikes(1, { times: [[1]] }, more)),
    call((more) => net.poisson(1, { rate: '1 Hz' }, more)),
    call((more) => net.population(G.cell({ equations: 'dv/dt = -v/ms : 1' }), 2, {}, {}, more)),
    call((more) => net.project(cells, cells, project, more)),
  ])
    expect(act).toThrow(/takes .* came besides and would do nothing/);
  expect(net.populations).toHaveLength(1);
});

it('so are those after the last argument of rules, ranges, runs and simulations', async () => {
  const { net, cells } = network();
  const more = { autapses: false } as never;
  const besides = /takes .* came besides and would do nothing/;
  for (const act of [
    () => new G.Network({}, more),
    () => G.allToAll({}, more),
    () => G.oneToOne(more),
    () => G.fixedProbability(0.1, {}, more),
    () => G.fixedInDegree(1, {}, more),
    () => G.fixedOutDegree(1, {}, more),
    () => G.fixedTotalNumber(1, {}, more),
    () => G.probability(0.1, {}, more),
    () => G.synapseList([[0, 1]], more),
    () => cells.slice(0, 1, {}, more),
    () => cells.at('soma', more),
    () => cells.slice(0, 1).at('soma', more),
  ])
    expect(act).toThrow(besides);
  await expect(G.simulate(net, { duration: '1 ms' }, more)).rejects.toThrow(besides);
  await expect(G.createSimulation(net, {}, more)).rejects.toThrow(besides);
  await expect(G.sweep({} as never, [], {} as never, more)).rejects.toThrow(besides);
  const simulation = await G.createSimulation(net, { backend: 'reference' });
  const saved = await simulation.checkpoint();
  const called = simulation as unknown as Record<string, (...given: unknown[]) => unknown>;
  for (const [method, given] of Object.entries({
    run: [1, {}],
    profile: [1],
    accuracy: [],
    setParameter: ['cells', 'g', '1 nS'],
    setTraces: [[]],
    read: ['cells', 'v', {}],
    write: ['cells', 'v', [0, 0], {}],
    weights: ['cells to cells'],
    synapseVariables: ['cells to cells'],
    couplings: ['cells', 0],
    checkpoint: [],
    restore: [saved],
    reset: [],
  }))
    await expect(async () => called[method]!(...given, more), method).rejects.toThrow(besides);
  expect(simulation.step).toBe(0);
  simulation.dispose();
});

it('allToAll without autapses is refused between two populations, where there are none', () => {
  const { net, cells } = network();
  const others = net.population(G.cell(lif), 2, {}, { name: 'others' });
  const connect = G.allToAll({ autapses: false });
  expect(() => net.project(cells, others, { connect, onSpike: 'v += 1' })).toThrow(
    /populations cells and others there are no autapses.*probability\(1, \{ condition: 'i != j' \}\)/,
  );
  expect(net.projections).toHaveLength(0);
  net.project(cells.slice(0, 1), cells.slice(1, 2), { connect, onSpike: 'v += 1' });
  // Rules that draw may be told so of all projections at once.
  net.project(cells, others, { connect: G.fixedProbability(0.5, { autapses: false }), onSpike: 'v += 1' });
});
