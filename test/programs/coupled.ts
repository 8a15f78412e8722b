/** Networks whose cells are coupled in every way that the program form knows. */
import { assemble } from '../../src/compile/assemble.ts';
import { allToAll, cell, fixedOutDegree, fixedProbability, Network, oneToOne } from '../../src/index.ts';
import type { Program } from '../../src/program/program.ts';

const lif = cell({
  equations: `dV/dt = (-70*mV - V)/(20 ms) + (I_gap + I_syn + I_mean)/C : mV (unless refractory)
    ds/dt = -s/(5 ms) : 1
    I_gap : pA (summed)
    I_syn : pA (summed)
    I_mean : pA (summed, shared)
    C : pF`,
  parameters: { C: '100 pF' },
  threshold: 'crosses(V, -55 mV)',
  reset: 'V = -68 mV',
  refractory: '1 ms',
});

/**
 * Two populations: gap junctions with weights within the first, of another kind between the two and among two slices, graded synapses that
 * saturate, a common sum, and events onto variables that sums read.
 */
export function coupled(size = 61, dt = 0.1): Program {
  const network = new Network({ seed: 3 });
  const cells = network.population(lif, size, { V: 'uniform(-70 mV, -56 mV)', s: 'uniform(0, 1)' }, { name: 'cells' });
  const other = cell({
    equations: `dv/dt = (-60*mV - v)/tau + I_gap/(50 pF) : mV
      I_gap : pA (summed)
      tau : ms`,
  });
  const others = network.population(
    other,
    13,
    { v: 'uniform(-70 mV, -50 mV)', tau: 'uniform(5 ms, 30 ms)' },
    { name: 'others' },
  );
  network.couple(cells, cells, {
    connect: fixedProbability(0.2),
    into: 'I_gap',
    current: 'w*(V_other - V)',
    weight: 'uniform(0.05 nS, 0.2 nS)',
    name: 'gaps',
  });
  network.couple(cells.slice(5, 40), others, {
    connect: fixedProbability(0.3),
    into: 'I_gap',
    current: 'g_r*(V_pre - v_post)/(1 + exp(-(V_pre - v_post)/(10 mV)))',
    parameters: { g_r: '0.4 nS' },
    name: 'rectifying',
  });
  return withSums(network, cells, others, dt);
}

function withSums(
  network: Network,
  cells: ReturnType<Network['population']>,
  others: ReturnType<Network['population']>,
  dt: number,
): Program {
  network.couple(cells, cells, {
    connect: fixedProbability(0.15, { autapses: false }),
    into: 'I_syn',
    value: 'g_s*s_pre*(0 mV - V_post)',
    parameters: { g_s: '0.1 nS' },
    name: 'graded',
  });
  network.couple(others, cells, {
    connect: allToAll(),
    into: 'I_mean',
    value: 'g_m*(v_pre - (-60)*mV)/N_pre',
    parameters: { g_m: '0.5 nS' },
    name: 'mean',
  });
  const drive = network.poisson(cells.size, { rate: '800 Hz', name: 'drive' });
  network.project(drive, cells, { connect: oneToOne(), onSpike: 'V += 2.5 mV' });
  network.project(cells, cells, { connect: fixedProbability(0.1), onSpike: 's += 0.125', delay: '0.5 ms' });
  return assemble(network, dt).program;
}

/** `size` cells with some 100 gap junctions each, of weights of their own. */
export function gapNetwork(size = 4000, junctions = 50): Program {
  const network = new Network({ seed: 11 });
  const model = cell({
    equations: 'dV/dt = (-65*mV - V)/(20 ms) + (I_gap + I)/(100 pF) : mV\nI_gap : pA (summed)\nI : pA',
    threshold: 'V > -50 mV',
    reset: 'V = -65 mV',
  });
  const cells = network.population(model, size, { V: 'uniform(-65 mV, -50 mV)', I: 'uniform(40 pA, 120 pA)' });
  network.couple(cells, cells, {
    connect: fixedOutDegree(junctions, { multapses: false, autapses: false }),
    current: 'w*(V_other - V)',
    weight: 'uniform(0.01 nS, 0.03 nS)',
  });
  return assemble(network, 0.1).program;
}
