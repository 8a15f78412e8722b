/** What is written of coupled networks: documents and scripts that make them again, Brian2's script, the methods text. */
import { describe, expect, it } from 'vitest';
import { build, documentOf } from '../../src/document/index.ts';
import { brian2ScriptOf, methodsOf, scriptOf } from '../../src/export/index.ts';
import { allToAll, cell, createSimulation, fixedProbability, Network, synapseList } from '../../src/index.ts';

/** Gap junctions with listed weights, directed ones between two populations, and a mean. */
function network(): Network {
  const net = new Network({ seed: 8 });
  const model = cell({
    equations:
      'dv/dt = (E - v)/(10 ms) + (I_gap + I_r + k*mean)/C : mV\nI_gap : pA (summed)\nI_r : pA (summed)\nmean : mV (summed, shared)\nC : pF',
    parameters: { E: '-60 mV', C: '100 pF', k: '1 nS' },
  });
  const cells = net.population(model, 20, { v: 'uniform(-70 mV, -50 mV)' });
  const other = cell({ equations: 'dv/dt = -v/(10 ms) + I_r/(50 pF) : mV\nI_r : pA (summed)' });
  const others = net.population(other, 5, { v: '-10 mV*i' }, { name: 'others' });
  net.couple(cells, cells, {
    connect: synapseList([
      [0, 1],
      [5, 2],
      [3, 19],
    ]),
    into: 'I_gap',
    current: 'w*(v_other - v)',
    weight: ['1 nS', '0.25 nS', '3 nS'],
  });
  net.couple(cells.slice(2, 12), others, {
    connect: fixedProbability(0.4),
    into: 'I_r',
    current: 'g_r*(v_pre - v_post)/(1 + exp(-(v_pre - v_post)/(5 mV)))',
    parameters: { g_r: '0.5 nS' },
    name: 'rectifying',
  });
  net.couple(cells, cells, { connect: allToAll(), into: 'mean', value: 'v_pre/N_pre', name: 'mean of v' });
  return net;
}

const stateOf = async (net: Network) => {
  const sim = await createSimulation(net, { dt: '0.1 ms', backend: 'reference' });
  await sim.run(100);
  return (await sim.checkpoint()).columns;
};

const experiment = { network: network(), dt: 0.1, duration: 10, backend: 'reference' as const, integrator: undefined };

describe('a coupled network', () => {
  it('is made again by its document, to the bit', async () => {
    const { document, attachments } = documentOf(network(), { run: { duration: '10 ms' } });
    expect(document.couplings).toHaveLength(3);
    const again = build(JSON.parse(JSON.stringify(document)), { attachments });
    expect(await stateOf(again.network)).toEqual(await stateOf(network()));
    // Lists as files too.
    const files = documentOf(network(), { run: { duration: '10 ms' }, longest: 1 });
    expect(Object.keys(files.attachments).length).toBeGreaterThan(0);
    const third = build(files.document, { attachments: files.attachments });
    expect(await stateOf(third.network)).toEqual(await stateOf(network()));
  });

  it('is made again with other models, to the bit', async () => {
    const copy = network().remodelled(() => undefined);
    expect(await stateOf(copy)).toEqual(await stateOf(network()));
  });

  it('takes parameters of the document', async () => {
    const { document } = documentOf(network(), { run: { duration: '10 ms' }, parameters: { g_r: '0.5 nS' } });
    expect(document.parameters).toEqual({ g_r: '0.5 nS' });
    expect(document.couplings![1]).not.toHaveProperty('parameters');
    const changed = build(document, { set: { g_r: '0.1 nS' } });
    expect(changed.network.couplings[1]!.parameters[0]!.value).toBeCloseTo(0.1, 12);
    expect(() =>
      build({ ...document, couplings: [{ ...document.couplings![0]!, current: 'w*(x_other - v)' }] }),
    ).toThrow(/couplings\[0\]/);
  });

  it('is written as a script', () => {
    const text = scriptOf(experiment);
    expect(text).toContain('network.couple(cells, cells, {');
    expect(text).toContain("current: 'w*(v_other - v)'");
    expect(text).toContain("parameters: { g_r: '0.5 nS' }");
    expect(text).toContain("value: 'v_pre/N_pre'");
  });

  it('is written for Brian2, each sum once', () => {
    const text = brian2ScriptOf(experiment);
    expect(text).toContain('I_gap_post = w*(v_pre - v_post) : amp (summed)');
    expect(text).toContain('mean_post = v_pre/20 : volt (summed)');
    // Into the others as written, into the cells the opposite with the ends exchanged.
    expect(text).toContain('I_r_post = g_r*(v_pre - v_post)/(1 + exp(-(v_pre - v_post)/(5*mV))) : amp (summed)');
    expect(text).toContain('I_r_post = -(g_r*(v_post - v_pre)/(1 + exp(-(v_post - v_pre)/(5*mV)))) : amp (summed)');
    expect(text).toMatch(/I_gap : amp$/m);
    const twice = network();
    const [cells] = twice.populations;
    twice.couple(cells!, cells!, {
      connect: allToAll({ autapses: false }),
      into: 'I_gap',
      current: '0.1*nS*(v_other - v)',
    });
    expect(() => brian2ScriptOf({ ...experiment, network: twice })).toThrow(/Brian2 fills a summed variable from one/);
  });

  it('is told in the methods', () => {
    const text = JSON.stringify(methodsOf(experiment));
    expect(text).toContain('coupled by gap junctions');
    expect(text).toContain('w*(v_other - v)');
    expect(text).toContain('g_r');
  });
});
