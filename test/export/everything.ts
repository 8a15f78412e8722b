/** A network that uses every way of saying things. */
import {
  allToAll,
  cell,
  fixedInDegree,
  fixedOutDegree,
  fixedProbability,
  fixedTotalNumber,
  Network,
  oneToOne,
  synapseList,
} from '../../src/index.ts';

export function everything(): Network {
  const lif = cell({
    equations: `
      dv/dt = (g_L*(E_L - v) + g_e*(E_e - v) + I + I_t(t))/C + sigma*xi*sqrt(2/tau_m) : mV (unless refractory)
      dg_e/dt = -g_e/tau_e : nS
      tau_m = C/g_L : ms
      E_L : mV
    `,
    parameters: {
      C: '200 pF',
      g_L: '10 nS',
      E_e: '0 mV',
      tau_e: '5 ms',
      sigma: '1 mV',
      I: ['0.11 nA', '95 pA', '0.1 nA', '100 pA', '105 pA', '110 pA'],
    },
    tables: { I_t: { values: ['0 pA', '10 pA', '-3 pA'], dt: '5 ms' } },
    threshold: 'v > -50 mV',
    reset: 'v = -60 mV',
    refractory: '2 ms',
    integrator: 'exp_euler',
  });
  const quadratic = cell({
    equations: 'dx/dt = (x**2 + b)/tau : 1\ntau : ms',
    parameters: { b: 0.2 },
    threshold: 'x > 5',
    reset: 'x = -5',
  });
  const network = new Network({ seed: 4 });
  const cells = network.population(
    lif,
    6,
    { v: [-60.1, -55.3, '-0.0523 V', -51, -52, -1 / 3 - 50], E_L: '-60 mV + 1 mV*i', g_e: 'uniform(0 nS, 1 nS)' },
    { name: 'pyramidal cells' },
  );
  const others = network.population(quadratic, 3, { tau: '4 ms', x: 'normal(0, 0.3)' });
  const first = cells.slice(0, 4, { name: "first 'four'" });
  const noise = network.poisson(6, { rate: '400 Hz', from: '1 ms', to: '40 ms' });
  const wave = network.poisson(2, { rate: '500 Hz*(1 + sin(2*pi*50 Hz*t))', name: 'network' });
  const each = network.poisson(2, { rate: ['100 Hz', '0.3 kHz'] });
  const volley = network.spikes(2, { times: [[1, '2.5 ms'], [3]] });
  const pairs = network.spikes(2, {
    spikes: [
      ['4 ms', 1],
      [0.3, 0],
    ],
  });
  network.project(noise, cells, {
    connect: oneToOne(),
    onSpike: 'g_e += w',
    weight: '2 nS',
    delay: '0.5 ms',
    connectivity: 'procedural',
  });
  network.project(first, others, { connect: fixedOutDegree(2, { multapses: false }), onSpike: 'x += 0.1' });
  network.project(cells, cells, {
    name: 'in all',
    connect: fixedTotalNumber(17, { autapses: false }),
    onSpike: 'g_e += w',
    weight: 'normal(2 nS, 1 nS, 0 nS)',
    delay: 'lognormal(2 ms, 1 ms, 0.1 ms, 20 ms)',
    connectivity: 'procedural',
  });
  network.project(others, cells.slice(1, 5), {
    connect: fixedInDegree(1),
    onSpike: 'g_e += w_x; v += 0.1 mV',
    parameters: { w_x: '1.5 nS' },
    delay: 'uniform(0.2 ms, 2 ms)',
  });
  network.project(first, cells, {
    connect: fixedProbability(0.4, { autapses: false }),
    onSpike: 'g_e += w',
    weight: 'normal(2 nS, 0.3 nS)',
  });
  network.project(volley, cells, { connect: allToAll(), onSpike: 'g_e += w', weight: 1.25, name: 'volley' });
  network.project(wave, cells, {
    connect: synapseList([
      [1, 0],
      [0, 5],
      [1, 3],
    ]),
    onSpike: 'g_e += 0.5*w',
    weight: [1.1, '0.0022 uS', 3.3],
    delay: [0.3, '0.0005 s', 1],
  });
  network.project(each, others, { connect: allToAll(), onSpike: 'x += 0.05' });
  network.project(pairs, others, { connect: fixedProbability(1), onSpike: 'x += 0.07' });
  network.project(pairs, others, { connect: fixedProbability(1), onSpike: 'x -= 0.01' });
  return network;
}
