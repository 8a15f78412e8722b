/** Scripts for Brian2 as documents: what comes in, with which numbers, and what is refused by which line. */
import { describe, expect, test } from 'vitest';
import { build, fromBrian2, isBrian2, read, write } from '../../src/document/index.ts';
import { brian2ScriptOf } from '../../src/export/index.ts';
import { simulate, UserError } from '../../src/index.ts';
import { scripts } from '../browser/brian2-scripts.ts';

test.each(Object.entries(scripts))('%s comes in, builds, and survives the way through a text', async (_, script) => {
  expect(isBrian2(script)).toBe(true);
  const { document, left } = fromBrian2(script);
  // What spikes add to a voltage in the step of its reset is another story in Brian2, and told.
  for (const sentence of left)
    expect(sentence).toMatch(/^line \d+: that what reaches '[vV]' in the step in which a cell spikes/);
  expect(left).toHaveLength(/on_pre='[vV] \+=/.test(script) ? 1 : 0);
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
A = Synapses(P, first[:], on_pre='v_post += 0.5*mV')
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
    expect(left).toEqual([
      expect.stringMatching(/^line 15: that what reaches 'v'/),
      expect.stringMatching(/^line 17: that what reaches 'v'/),
    ]);
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
          weight: '0.1 mV',
          delay: '1.05 ms',
        },
      ],
      run: { duration: '15 ms', dt: '0.05 ms', seed: 7 },
      do: [{ at: '10 ms', set: { I: '3 mV' } }],
    });
    const { network } = build(document);
    expect(network.projections[0]!.target.size).toBe(2);
  });

  test('what is passed over is told with its line', () => {
    const { left } = fromBrian2(`${head}tau = 5*ms\n${group}run(5*ms)\ntau = 2*ms\nrun(5*ms)`);
    expect(left).toEqual([expect.stringMatching(/^line 5: tau = 2\*ms/)]);
  });

  test('what changes the cells between two runs is refused with its line; after the last run it changes nothing', () => {
    const script = `${head}tau = 5*ms\n${group}run(5*ms)\nG.v += 1*mV\n`;
    expect(() => fromBrian2(`${script}run(5*ms)`)).toThrow(
      /Line 5 of the script: 'G\.v \+= 1\*mV' changes the network/,
    );
    expect(fromBrian2(script).document.run.duration).toBe('5 ms');
  });
});

test.each([
  ['X = PoissonInput(G, "w", 5, 3*Hz, 1*mV)', /Line 4 of the script: a PoissonInput adds to a variable with a diff/],
  ['PoissonInput(G, "v", 5, 3*Hz, 1*mV)', /Line 4.*without a name is dropped/],
  ['X = PoissonInput(G, "v", 5, 3*Hz, 1*mV)\nnet = Network(G)', /Line 5.*the Network leaves out 'X'/],
  ['X = PoissonInput(G, "v", 0.5, 3*Hz, 1*mV)', /Line 4.*'0.5' is no number of inputs/],
  ['X = PoissonInput(G[::2], "v", 5, 3*Hz, 1*mV)', /Line 4.*no range of cells/],
  ['s = TimedArray([1, 2], dt=1*mV)', /Line 4.*which is no time/],
  ['X = PoissonInput(G, "v", 5, 3*Hz, 1*mV, when="end")', /Line 4.*'when' of a PoissonInput/],
  ['X = PoissonInput(G, "v", np.random.randint(5), 3*Hz, 1*mV)', /Line 4.*'np.random.randint' is a function that only/],
  ['X = SpikeGeneratorGroup(1, [0], [1]*mV)', /Line 4.*unit of time/],
  ['X = SpikeGeneratorGroup(1, [0, 0], [1]*ms)', /Line 4.*2 cells and 1 times/],
  ['X = SpikeGeneratorGroup(1, [1], [1]*ms)', /Line 4.*no cell 1 among 1/],
  ['X = SpikeGeneratorGroup(1, [0], [1]*ms, dt=1*ms)', /Line 4.*'dt' of a SpikeGeneratorGroup/],
  ['X = SpikeGeneratorGroup(1, [0], [1]*ms, period=0.25*ms)', /Line 4.*period of 0.25 ms is no whole number of steps/],
  ['X = SpikeGeneratorGroup(1, [0], [3]*ms, period=2*ms)', /Line 4.*period of 2 ms is over before/],
  ['X = SpikeGeneratorGroup(1, [0]*200000, [1]*ms)', /Line 4.*200000 values, and 100000 at most/],
  ['X = PoissonGroup(2, [1, 2, 3]*Hz)', /Line 4.*3 rates for 2 trains/],
  ['X = PoissonGroup(2, 5*Hz, dt=1*ms)', /Line 4.*'dt' of a PoissonGroup/],
  ['stim = TimedArray(np.random.rand(5), dt=1*ms)', /Line 4.*'np.random.rand' is a function that only Python can run/],
  ['stim = TimedArray([[1, 2], [3]], dt=1*ms)', /Line 4.*rows of a list differ/],
  [
    'X = NeuronGroup(2, "dv/dt = s(t)/ms : 1")\ns = TimedArray([1, 2], dt=0.21*ms)',
    /Line 5.*changes at 0.21 ms, within a step/,
  ],
  ['X = NeuronGroup(3, "dv/dt = s(t, i)/ms : 1")\ns = TimedArray([[1, 2]], dt=1*ms)', /Line 5.*2 columns for 3 cells/],
  ['s = TimedArray([1, 2]*mV, dt=1*ms)\nG.v = "s(t)"', /Line 3.*initial value of v/],
  [
    'S = Synapses(G, G, on_pre="v += 1*mV", on_post="v -= 1*mV")\nS.connect()',
    /Line 4.*on_post changes 'v' of the cells/,
  ],
  ['S = Synapses(G, G, on_pre={"a"})', /Line 4.*on_pre/],
  ['S = Synapses(G, Q, on_pre="v += 1*mV")', /Line 4.*'Q' is no group/],
  ['G.run_regularly("v = 0*mV", dt=1*ms)', /Line 4.*run_regularly/],
  ['for k in range(3):\n    S = Synapses(G, G, on_pre="v += 1*mV")', /Line 5.*loop/],
  ['G.v = np.load("x.npy")*mV', /Line 4.*no quantity/],
  ['G.v[4] = 1*mV', /Line 4.*no cell 4 among 4/],
  ['G.v[:2] = [1, 2, 3]*mV', /Line 4.*3 values for 2 cells/],
  ['G.v = linspace(0*mV, 1*mV, 5)', /Line 4.*5 values for 4 cells/],
  ['G.v["i > 2"] = [1]*mV\nG.v[[0, 2]] = [1, 2]*mV', /Line 5.*begin with a list and others with an expression/],
  ['G.v[1:] = "v + 1*mV"', /Line 4.*reckoned from itself/],
  ['G.v[1] = 1*volt\nG.v[[0, 2]] = [1, 2]*second', /Line 5/],
  ['X = NeuronGroup(2, "v : 1\\nu : 1")\nX.u = "2*v"\nX.v = 1', /Line 6.*'v' is set after 'u' was reckoned from it/],
  ['A = B = PoissonGroup(2, 5*Hz)', /Line 4.*gives one object two names/],
  ['G.v *= 2', /Line 4.*not known here/],
  ['if True: G.v = 1*mV', /Line 4.*loop, a condition/],
  ['run(1*ms, namespace={"tau": 1*ms})', /Line 4.*'namespace' of run/],
  ['for tau in [1*ms]:\n    pass', /Line 3.*'tau'/],
  ['tau = load()', /Line 3.*'tau'/],
  ['@network_operation(dt=1*ms)\ndef f():\n    G.v = 0*mV', /Line 4.*network_operation/],
  ['x = "never ends', /Line 4.*a string begins there/],
])('%s is refused by its line', (line, sentence) => {
  const script = `${head}tau = 5*ms\n${group}${line}\nrun(5*ms)`;
  expect(() => fromBrian2(script)).toThrow(UserError);
  expect(() => fromBrian2(script)).toThrow(sentence);
});

describe('values', () => {
  const startsOf = (lines: string) =>
    fromBrian2(`${head}tau = 5*ms\n${group}${lines}\nrun(5*ms)`).document.populations['G'] as { initial?: unknown };

  test.each([
    ['G.v = np.arange(4)*mV', { values: [0, 1, 2, 3], unit: 'mV' }],
    ['x = [1, 2] + [3]*2\nG.v = x*mV', { values: [1, 2, 3, 3], unit: 'mV' }],
    ['G.v = np.tile([1, 2], 2)*2*mV + 1*mV', { values: [3, 5, 3, 5], unit: 'mV' }],
    ['G.v = np.repeat([1, 2], 2)[::-1 + 2]*mV', { values: [1, 1, 2, 2], unit: 'mV' }],
    ['G.v = np.concatenate([np.zeros(1), np.full(2, 7), [3]])*mV', { values: [0, 7, 7, 3], unit: 'mV' }],
    ['a = np.linspace(0, 1, 5)\nG.v = a[1:]*(a.size - 1)*mV', { values: [1, 2, 3, 4], unit: 'mV' }],
    ['G.v = np.array([1, 2, 3, 4])**2*mV', { values: [1, 4, 9, 16], unit: 'mV' }],
    ['G.v = [k*mV for k in range(len(G))]', { values: [0, 1, 2, 3], unit: 'mV' }],
    ['G.v = max([1, 5, 2])*mV', '5 mV'],
    ['k = 2\nk *= 3\nk -= 1\nG.v = k*mV', '5 mV'],
    ['tau *= 2\nG.v = tau/ms*mV', '10 mV'],
    ['G.v = 1*mV\nG.v[2:] = 3*mV', 'where(i >= 2, 3 mV, 1 mV)'],
    ['G[1:3].v = "i*mV"', 'int(i >= 1 and i < 3)*((i - 1)*mV)'],
    ['part = G[2:]\npart.v["i < 1"] = "rand()*mV"', 'int(i >= 2 and i < 4 and ((i - 2) < 1))*(rand()*mV)'],
    ['N = 9\nG.v["i < N/2"] = 1*mV', 'int(i < 4/2)*(1 mV)'],
    ['N = 9\nG.v = "i*mV/N"', 'i*mV/4'],
    ['G.v[1] = 2*mV\nG.v = 4*mV', '4 mV'],
    ['G.v = 1*mV\nG.v[[0, 3]] = [5, 6]*mV', { values: [5, 1, 1, 6], unit: 'mV' }],
    ['G.set_states({"v": 3*mV})', '3 mV'],
  ])('%s', (lines, v) => {
    expect(startsOf(lines).initial).toEqual({ v });
  });

  test('names of a namespace come before those of the script, also of tables; N is the number of cells', () => {
    const { document } = fromBrian2(`${head}tau, N = 5*ms, 7
constants = dict(tau=20*ms, wave=TimedArray([1, 2]*mV, dt=1*ms))
G = NeuronGroup(4, 'dv/dt = (wave(t) - v*i/N)/tau : volt', namespace=constants)
G.namespace['extra'] = 3
run(5*ms)`);
    expect(document.models!['G']).toMatchObject({
      parameters: { tau: '20 ms', N: '4' },
      tables: { wave: { values: { values: [1, 2], unit: 'mV' }, dt: '1 ms' } },
    });
    build(document);
  });

  test('what is under __main__ is run as the rest, and several names may get one value', () => {
    const { document } = fromBrian2(`${head}if __name__ == '__main__':
    G = NeuronGroup(2, '''dv/dt = -v/ms : 1
                          u : 1''')
    G.v = G.u = 2
    run(5*ms)
    for k in range(3):
        print(k)`);
    expect(document.populations).toEqual({ G: { model: 'G', size: 2, initial: { u: '2', v: '2' } } });
  });

  test('a module may stand before names of Brian2, and nothing of it in texts', () => {
    const { document } = fromBrian2(`import brian2 as b2
'''A title of b2.x'''
n = b2.asarray([2])[0]
G = b2.NeuronGroup(n, 'dv/dt = -v/tau : volt', namespace={'tau': 2*b2.ms})
G.v = "rand()*mV"
b2.run(5*b2.ms)`);
    expect(document.title).toBe('A title of b2.x');
    expect(document.models!['G']).toEqual({ equations: 'dv/dt = -v/tau : volt', parameters: { tau: '2 ms' } });
  });

  test("'heun' is the forward step, and another reading of noise, which is told", () => {
    const { document, left } = fromBrian2(
      `${head}G = NeuronGroup(2, 'dx/dt = -x/ms + x*xi/ms**0.5 : 1', method='heun')\nH = NeuronGroup(1, 'dx/dt = -x/ms : 1', method='heun')
run(1*ms)`,
    );
    expect(Object.values(document.models!)).toEqual([
      { equations: 'dx/dt = -x/ms + x*xi/ms**0.5 : 1', integrator: 'euler' },
      { equations: 'dx/dt = -x/ms : 1', integrator: 'euler' },
    ]);
    expect(left).toEqual([expect.stringMatching(/^line 2: the method 'heun', which reads noise as Stratonovich does/)]);
  });

  test('constants and objects that are made between runs are told', () => {
    const { left } =
      fromBrian2(`${head}tau = 5*ms\n${group}run(5*ms)\ntau = 2*ms\nX = PoissonInput(G, 'v', 1, 1*Hz, 1*mV)
run(1*ms)\ntau = 3*ms`);
    expect(left).toEqual([expect.stringMatching(/^line 5: tau/), expect.stringMatching(/^line 6: X = Poisson/)]);
  });
});

describe('stimuli', () => {
  test('given spikes are of the steps that Brian2 puts them into, again after each period', () => {
    const { document } = fromBrian2(
      `${head}${group.replaceAll('tau', 'ms')}S = SpikeGeneratorGroup(2, [0, 1], [0.298, 0.1]*ms, period=2*ms)\nrun(5*ms)`,
    );
    expect(document.populations['S']).toEqual({
      spikes: { at: { values: [0.2, 0.1, 2.2, 2.1, 4.2, 4.1] }, cells: { values: [0, 1, 0, 1, 0, 1] } },
      size: 2,
    });
    const none = fromBrian2(`${head}${group.replaceAll('tau', 'ms')}S = SpikeGeneratorGroup(2, [], []*ms)\nrun(5*ms)`);
    expect(build(none.document).network.populations).toHaveLength(2);
  });

  test('Poisson inputs become numbers of arrivals per step, of their cells alone', () => {
    const { document, left } = fromBrian2(`${head}tau = 5*ms\n${group}A = PoissonInput(G[:2], 'v', 100, 10*Hz, 0.1*mV)
B = PoissonInput(G, target_var='v', N=3, rate=200*Hz, weight='0.5*mV')\nrun(5*ms)`);
    expect(document.models!['G']).toMatchObject({
      equations: [
        'arrived_2 = poisson(3*(200 Hz)*dt) : 1',
        'arrived_1 = int(i >= 0 and i < 2)*poisson(100*(10 Hz)*dt) : 1',
        'dv/dt = (2*mV - v)/tau + (0.1 mV)*arrived_1/dt + (0.5*mV)*arrived_2/dt : volt',
      ].join('\n'),
    });
    expect(left).toEqual([expect.stringMatching(/^line 5: Brian2 lets each input spike once per step.* 2\.0 % less/)]);
  });

  test('a script that is written of a document gives its stimuli, tables and values back', async () => {
    const document = await read(`
galvani: 1
models:
  cells:
    equations: |
      dv/dt = (wave(t) + I - v)/(10*ms) : 1
      I : 1
    threshold: v > 1
    reset: v = 0
    integrator: exact
    tables: { wave: { values: [1.5, 0.5, 3], dt: 20 ms } }
populations:
  cells: { model: cells, size: 3, initial: { v: [0, 0.25, 0.5], I: [0.5, 1, 1.5] } }
  given: { spikes: { spikes: [[0.3, 0], [0.7, 1], [12.3, 1], [44.4, 0]] }, size: 2 }
run: { duration: 60 ms, seed: 9 }
`);
    const { network, run } = build(document);
    const script = brian2ScriptOf({ network, duration: 60, dt: 0.1, backend: 'reference', integrator: undefined });
    const { document: back, left } = fromBrian2(script);
    expect(left).toEqual([]);
    expect(back.populations['given']).toEqual({
      spikes: { at: { values: [0.3, 0.7, 12.3, 44.4] }, cells: { values: [0, 1, 1, 0] } },
      size: 2,
    });
    expect(back.run).toMatchObject({ seed: network.seed });
    const again = build(back);
    const [first, second] = await Promise.all([
      simulate(network, { ...run, backend: 'reference' }),
      simulate(again.network, { ...again.run, backend: 'reference' }),
    ]);
    expect(first.summary.spikes).toBeGreaterThan(5);
    expect([...second.spikes.steps]).toEqual([...first.spikes.steps]);
    expect([...second.spikes.cells]).toEqual([...first.spikes.cells]);
  });

  test('rates may be of each train', () => {
    const { document } = fromBrian2(`${head}tau = 5*ms\n${group}P = PoissonGroup(3, np.arange(3)*10*Hz)\nrun(5*ms)`);
    expect(document.populations['P']).toEqual({
      poisson: { rate: ['0/ms', '0.01/ms', '0.02/ms'] },
      size: 3,
    });
  });
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

  test('beside spikes of the same synapses are a coupling and a projection, unless they draw their pairs', () => {
    const both = (rule: string) =>
      fromBrian2(
        script(`S = Synapses(G, G, 'I_gap_post = v_pre*nS : amp (summed)', on_pre='v += 1*mV')\nS.connect(${rule})`),
      ).document;
    expect(both("condition='i != j'").couplings).toHaveLength(1);
    expect(both("condition='i != j'").projections).toHaveLength(1);
    expect(() => both('p=0.5')).toThrow(
      /^Line 8 of the script: synapses at random that have a summed variable and act by spikes too are not known here/,
    );
  });
});
