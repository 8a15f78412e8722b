/** Scripts for Brian2 as documents: what comes in, with which numbers, and what is refused by which line. */
import { describe, expect, test } from 'vitest';
import { build, fromBrian2, isBrian2, read, write } from '../../src/document/index.ts';
import { simulate, UserError } from '../../src/index.ts';
import { scripts } from '../browser/brian2-scripts.ts';

test.each(Object.entries(scripts))('%s comes in, builds, and survives the way through a text', async (_, script) => {
  expect(isBrian2(script)).toBe(true);
  const { document, left } = fromBrian2(script);
  expect(left).toEqual([]);
  expect(await read(await write(document))).toEqual(document);
  const { network, run } = build(document);
  const { summary } = await simulate(network, { ...run, backend: 'reference' });
  expect(summary.spikes).toBeGreaterThan(0);
});

const head = 'from brian2 import *\n';
const group = `G = NeuronGroup(4, 'dv/dt = (2*mV - v)/tau : volt', threshold='v > 1*mV', reset='v = 0*mV')\n`;

describe('what a script says', () => {
  test('constants, also of constants, subgroups, delays, rules, weights, runs and what is turned between them', () => {
    const { document, left } = fromBrian2(`'''A title
and more'''
import numpy as np
from brian2 import *
defaultclock.dt = 0.05*ms  # finer
seed(7)
tau = 2*5*ms
half = tau/2
G = NeuronGroup(4, '''dv/dt = (I - v)/tau : volt (unless refractory)
                      I : volt''', threshold='v > 1*mV', \\
                reset='v = 0*mV', refractory=half, method='exact')
G.v = 'rand()*mV'; G.I = 2*mV
first = G[:2]; last = G[-2:]
P = PoissonGroup(3, rates=10*Hz)
A = Synapses(P, first, on_pre='v_post += 0.5*mV')
A.connect(p=0.5)
B = Synapses(G, G, 'w : volt', on_pre='v += w', delay=1*ms)
B.connect(condition='i != j')
B.w = '0.1*mV'
M = SpikeMonitor(G)
run(10*ms)
G.I = 3*mV
run(5*ms)
plot(M.t/ms, M.i)
`);
    expect(left).toEqual([]);
    expect(document).toEqual({
      galvani: 1,
      title: 'A title',
      parameters: { I: '2 mV' },
      models: {
        G: {
          equations: 'dv/dt = (I - v)/tau : volt (unless refractory)',
          threshold: 'v > 1*mV',
          reset: 'v = 0*mV',
          refractory: '5 ms',
          integrator: 'exact',
          parameters: { tau: '10 ms' },
        },
      },
      populations: {
        G: { model: 'G', size: 4, initial: { v: 'rand()*mV' } },
        P: { poisson: { rate: expect.any(String) }, size: 3 },
      },
      projections: [
        { from: 'P', to: 'G[0:2]', connect: { fixedProbability: 0.5 }, onSpike: 'v += 0.5*mV' },
        {
          from: 'G',
          to: 'G',
          connect: { allToAll: { autapses: false } },
          onSpike: 'v += w',
          weight: '0.1*mV',
          delay: '1 ms',
        },
      ],
      run: { duration: '15 ms', dt: '0.05 ms', seed: 7 },
      do: [{ at: '10 ms', set: { I: '3 mV' } }],
    });
    const { network } = build(document);
    expect(network.projections[0]!.target.size).toBe(2);
  });

  test('what is passed over is told with its line', () => {
    const { left } = fromBrian2(`${head}tau = 5*ms\n${group}run(5*ms)\nG.v = 1*mV\nrun(5*ms)`);
    expect(left).toEqual([expect.stringMatching(/^line 5: G\.v = 1\*mV/)]);
  });
});

test.each([
  ['X = PoissonInput(G, "v", 5, 3*Hz, 1*mV)', /Line 4 of the script: PoissonInput is not known here/],
  ['X = SpikeGeneratorGroup(1, [0], [1]*ms)', /Line 4.*SpikeGeneratorGroup/],
  ['stim = TimedArray([1, 2], dt=1*ms)', /Line 4.*TimedArray/],
  ['S = Synapses(G, G, on_pre="v += 1*mV", on_post="v -= 1*mV")', /Line 4.*'on_post'/],
  ['S = Synapses(G, G, on_pre={"a": "v += 1*mV"})', /Line 4.*on_pre/],
  ['S = Synapses(G, Q, on_pre="v += 1*mV")', /Line 4.*'Q' is no group/],
  ['G.run_regularly("v = 0*mV", dt=1*ms)', /Line 4.*run_regularly/],
  ['for k in range(3):\n    S = Synapses(G, G, on_pre="v += 1*mV")', /Line 5.*loop/],
  ['G.v = np.load("x.npy")*mV', /Line 4.*no quantity/],
  ['G[0].v = 1*mV', /Line 4/],
  ['G.v["i > 2"] = 1*mV', /Line 4/],
  ['@network_operation(dt=1*ms)\ndef f():\n    G.v = 0*mV', /Line 4.*network_operation/],
  ['x = "never ends', /Line 4.*a string begins there/],
])('%s is refused by its line', (line, sentence) => {
  const script = `${head}tau = 5*ms\n${group}${line}\nrun(5*ms)`;
  expect(() => fromBrian2(script)).toThrow(UserError);
  expect(() => fromBrian2(script)).toThrow(sentence);
});

test('what only the network tells to be wrong is told with the line of its group or synapses', () => {
  const wrong = (text: string) => () => fromBrian2(`${head}tau = 5*ms\n${text}run(5*ms)`);
  expect(wrong(group.replace('2*mV - v', '2*mV - u'))).toThrow(/^Line 3 of the script: .*'u' is not known here/s);
  expect(wrong(`${group}S = Synapses(G, G, on_pre='x += 1*mV')\nS.connect(p=0.1)\n`)).toThrow(
    /^Line 4 of the script: .*'x'/s,
  );
});

test('a script that makes nothing or runs nothing says so', () => {
  expect(() => fromBrian2(`${head}run(5*ms)`)).toThrow(/no NeuronGroup/);
  expect(() => fromBrian2(`${head}tau = 5*ms\n${group}`)).toThrow(/runs nothing/);
  expect(isBrian2('dv/dt = -v/tau : volt')).toBe(false);
});

test('scripts cut or changed anywhere give a sentence or a network, never anything else', () => {
  const all = Object.values(scripts);
  // A linear congruential generator: every run of the test breaks the same places.
  let state = 12345;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  const bits = ["'", '"', '(', ')', '[', ']', '\n', '#', '\\', '=', '*', ' ', ',', "'''", ':', 'for ', '\0', '9'];
  for (let k = 0; k < 1000; k++) {
    const script = all[random(all.length)]!;
    const at = random(script.length);
    const broken = script.slice(0, at) + bits[random(bits.length)] + script.slice(at + random(4));
    try {
      build(fromBrian2(broken).document);
    } catch (thrown) {
      expect(thrown, broken).toBeInstanceOf(UserError);
    }
  }
});

describe('summed variables', () => {
  const script = (synapses: string): string => `
from brian2 import *
tau = 10*ms
g_gap = 2*nS
G = NeuronGroup(10, '''dv/dt = (-70*mV - v)/tau + I_gap/(100*pF) : volt
                       I_gap : amp''', method='euler')
G.v = 'i*mV'
${synapses}
run(10*ms)
`;

  test('become couplings', () => {
    const { document } = fromBrian2(
      script(`S = Synapses(G, G, '''w : siemens
                   I_gap_post = w*(v_pre - v_post) : amp (summed)''')
S.connect(condition='i != j')
S.w = g_gap`),
    );
    expect(document.couplings).toEqual([
      {
        from: 'G',
        to: 'G',
        connect: { allToAll: { autapses: false } },
        into: 'I_gap',
        value: 'w*(v_pre - v_post)',
        weight: '2 nS',
      },
    ]);
    const { network } = build(document);
    expect(network.couplings[0]!.sides[0]!.into).toBe('I_gap');
    const plain = fromBrian2(
      script("S = Synapses(G, G, 'I_gap_post = g_gap*(v_pre - v_post) : amp (summed)')\nS.connect()"),
    );
    expect(plain.document.couplings![0]).toMatchObject({ connect: 'allToAll', parameters: { g_gap: '2 nS' } });
    expect(build(plain.document).network.couplings).toHaveLength(1);
  });

  test('are found where a comment stands behind what declares them', () => {
    const sums = "S = Synapses(G, G, 'I_gap_post = g_gap*(v_pre - v_post) : amp (summed)')\nS.connect()";
    const plain = script(sums);
    const commented = plain.replace("I_gap : amp'", "I_gap : amp # of gap junctions'");
    expect(commented).not.toBe(plain);
    expect(fromBrian2(commented)).toEqual(fromBrian2(plain));
  });

  test('and spikes are told with their own lines where the network tells them to be wrong', () => {
    const sums = "S = Synapses(G, G, 'I_gap_post = g_gap*(v_pre - v_post) : amp (summed)')\nS.connect()";
    const spikes = (effect: string) => `T = Synapses(G, G, on_pre='${effect}')\nT.connect(p=0.1)`;
    expect(() => fromBrian2(script(`${sums}\n${spikes('x += 1*mV')}`))).toThrow(/^Line 10 of the script: .*'x'/s);
    expect(() => fromBrian2(script(`${spikes('v += 1*mV')}\n${sums.replace('v_post', 'u_post')}`))).toThrow(
      /^Line 10 of the script: .*'u_post'/s,
    );
  });

  test('beside spikes of the same synapses are refused by line', () => {
    expect(() =>
      fromBrian2(script("S = Synapses(G, G, 'I_gap_post = v_pre*nS : amp (summed)', on_pre='v += 1*mV')\nS.connect()")),
    ).toThrow(/synapses that have a summed variable and act by spikes too are not known here/);
  });
});
