/**
 * Synapses of scripts for Brian2: spikes, and what becomes of the synapses, are those of Brian2 itself, as test/golden/brian2_synapses.json
 * has them.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { build, fromBrian2 } from '../../src/document/index.ts';
import { createSimulation, type Network, UserError } from '../../src/index.ts';

type Pairs = readonly (readonly [number, number])[];

interface Case {
  readonly script: string;
  /** Step and cell of each spike, by group. */
  readonly spikes: Readonly<Record<string, Pairs>>;
  /** Values at the end in SI units, in the order of the pairs, by Synapses and variable. */
  readonly synapses: Readonly<
    Record<string, { readonly pairs: Pairs; readonly values: Readonly<Record<string, readonly number[]>> }>
  >;
  readonly weights: Readonly<Record<string, string>>;
}

const { cases } = JSON.parse(readFileSync(new URL('../golden/brian2_synapses.json', import.meta.url), 'utf8')) as {
  readonly cases: Readonly<Record<string, Case>>;
};

/** Spikes of each group as lists of [step, cell], in order. */
function byGroup(
  network: Network,
  { steps, cells }: { readonly steps: ArrayLike<number>; readonly cells: ArrayLike<number> },
) {
  const out: Record<string, [number, number][]> = {};
  let first = 0;
  for (const { name, size } of network.populations) {
    out[name] = Array.from(steps, (step, k): [number, number] => [step, cells[k]! - first]).filter(
      ([, cell]) => cell >= 0 && cell < size,
    );
    first += size;
  }
  return out;
}

const inOrder = (spikes: Pairs): Pairs => [...spikes].sort((x, y) => x[0] - y[0] || x[1] - y[1]);

/** Rows of values sorted as synapses are here: source by source, those of one in the order of the script. */
const bySource = (pairs: Pairs, values: readonly number[]): number[] =>
  pairs
    .map(([source], k) => ({ source, value: values[k]! }))
    .sort((x, y) => x.source - y.source)
    .map(({ value }) => value);

describe.each(Object.entries(cases))('%s', (title, { script, spikes, synapses }) => {
  test('spikes in the same steps as in Brian2, synapses with the same values at the end', async () => {
    const { document, left } = fromBrian2(script);
    expect(left).toEqual([]);
    const { network, run } = build(document);
    const simulation = await createSimulation(network, { dt: run.dt!, backend: 'reference' });
    const steps = Math.round(Number.parseFloat(run.duration) / 0.1);
    const seen = byGroup(network, (await simulation.run(steps)).spikes);
    for (const [group, given] of Object.entries(spikes)) {
      expect(given.length).toBeGreaterThan(9);
      expect(inOrder(seen[group]!), group).toEqual(inOrder(given));
    }
    // One projection for each Synapses, but where one calls connect twice or makes sums.
    let compared = 0;
    const plastic = network.projections.filter((p) => p.dynamics?.plasticity !== undefined);
    for (const { name } of plastic) {
      const at = network.projections.findIndex((p) => p.name === name);
      const { pairs, values } = Object.values(synapses)[at]!;
      const known = simulation.synapseVariables(name).map((v) => v.name);
      for (const [variable, expected] of Object.entries(values)) {
        const here = /^[ws]$/.test(variable) ? 'w' : known.includes(variable) ? variable : undefined;
        if (here === undefined) continue;
        compared++;
        const found = Array.from(await simulation.read(name, here));
        bySource(pairs, expected).forEach((value, k) => {
          // Volts there, millivolts here. Values at time 0 are rounded to single precision, 2^-24 of themselves, and weights arrive in
          // multiples of 2^-31 of what can arrive at once; sums and bounded changes of them do not grow beyond a few times that.
          const scaled = value * (at === 0 && variable === 'w' && script.includes("'''w : volt") ? 1000 : 1);
          expect(Math.abs(found[k]! - scaled), `${title}: ${variable} of synapse ${k}`).toBeLessThan(
            1e-6 * Math.max(1, Math.abs(scaled)),
          );
        });
      }
    }
    expect(compared > 0).toBe(plastic.length > 0);
  });
});

const head = `from brian2 import *
G = NeuronGroup(4, '''dv/dt = (2*mV - v)/(5*ms) : volt
  dg/dt = -g/(5*ms) : 1
  y : 1''', threshold='v > 1*mV', reset='v = 0*mV', method='exact')
taus = 20*ms
`;
const trace = 'dx/dt = -x/taus : 1 (event-driven)';
const rule = `on_pre='''g += w
x += 1
w = clip(w + 0.1*x, 0, 2)'''`;

test.each([
  [
    'a weight that a spike changes before it delivers it',
    "S = Synapses(G, G, 'w : 1', on_pre='w = clip(w + 0.1, 0, 2); g += w')\nS.connect()",
    /^Line 6 of the script: a spike changes 'w' before it delivers it/,
  ],
  [
    'a weight that changes and is delivered late',
    `S = Synapses(G, G, '''w : 1\n${trace}''', ${rule}, delay=1*ms)\nS.connect()`,
    /^Line 6.* have a delay and deliver 'w', which changes: in Brian2 as it is when they arrive/,
  ],
  [
    'a weight without bounds',
    "S = Synapses(G, G, 'w : 1', on_pre='g += w', on_post='w += 0.1')\nS.connect()",
    /^Line 6.*'w' changes without bounds, and here it needs them; write w = clip\(w \+ …, low, high\)/,
  ],
  [
    'an event-driven variable that does not begin at rest',
    `S = Synapses(G, G, '''w : 1\n${trace}''', ${rule})\nS.connect()\nS.x = 1`,
    /^Line 6.*'x' is event-driven and does not begin where it rests.*S\.lastupdate = -defaultclock\.dt/,
  ],
  [
    'a rule that reads what spikes of the step have changed',
    "S = Synapses(G, G, 'w : 1', on_pre='g += w', on_post='w = clip(w + g_post, 0, 1)')\nS.connect()",
    /^Line 6.*reads 'g_post', to which spikes of the same step have added in Brian2 and not here; with S\.post\.order = -2/,
  ],
  [
    'a sum over what synapses keep',
    "S = Synapses(G, G, '''ds/dt = -s/ms : 1 (clock-driven)\ny_post = s : 1 (summed)''', on_pre='s += 1')\nS.connect()",
    /^Line 6.*the summed variable 'y' reads 's', which changes in each synapse/,
  ],
  [
    'a sum in what is no unit',
    "S = Synapses(G, G, 'y_post = g_pre : 2 (summed)')\nS.connect()",
    /^Line 6 of the script: 'y_post = g_pre : 2': .*unit/,
  ],
  [
    'two weights that differ from synapse to synapse',
    "S = Synapses(G, G, 'w : 1\\nu : 1', on_pre='g += w*u')\nS.connect()\nS.w = 'i'\nS.u = 'j'",
    /^Line 6.*depends on 'w' and 'u', which differ from synapse to synapse/,
  ],
  [
    'a helper of a value that has changed',
    "S = Synapses(G, G, 'w : 1', on_pre='r = w*2; w = clip(w - r, 0, 1); g += r')\nS.connect()",
    /^Line 6.*'r' is read after 'w', of which it was made, has changed; declare 'r'/,
  ],
  [
    'cells that on_post changes',
    "S = Synapses(G, G, on_pre='g += 1', on_post='g += 1')\nS.connect()",
    /^Line 6.*on_post changes 'g'/,
  ],
  [
    'the source that on_pre changes',
    "S = Synapses(G, G, on_pre='y_pre += 1; g += 1')\nS.connect()",
    /^Line 6.*'y_pre' is changed in the source/,
  ],
  [
    'synapses with a step of their own',
    "S = Synapses(G, G, on_pre='g += 1', dt=1*ms)",
    /^Line 6.*'dt' of Synapses is not known here/,
  ],
  [
    'an order of synapses',
    "S = Synapses(G, G, on_pre='g += 1', order=2)",
    /^Line 6.*'order' of Synapses is not known here: set that of a pathway/,
  ],
  ['another option', "S = Synapses(G, G, on_pre='g += 1', speed=2)", /^Line 6.*'speed' of Synapses is not known here/],
  [
    'events in the place of spikes',
    "S = Synapses(G, G, on_pre='g += 1', on_event='burst')",
    /^Line 6.*'on_event' of Synapses is not known here/,
  ],
  [
    'several synapses of a pair',
    "S = Synapses(G, G, on_pre='g += 1')\nS.connect(n=2)",
    /^Line 7.*one synapse for each pair here; write n=2 into the weights/,
  ],
  ['one list of cells', "S = Synapses(G, G, on_pre='g += 1')\nS.connect(i=[1, 2])", /^Line 7.*takes both/],
  [
    'lists that differ',
    "S = Synapses(G, G, on_pre='g += 1')\nS.connect(i=[0, 1, 2], j=[0, 1])",
    /^Line 7.*3 numbers for i and 2 for j/,
  ],
  [
    'a cell that is not there',
    "S = Synapses(G, G, on_pre='g += 1')\nS.connect(i=0, j=7)",
    /^Line 7.*joins cell 0 to cell 7, and there are 4 and 4 cells/,
  ],
  [
    'a neighbour that is not there',
    "S = Synapses(G, G, on_pre='g += 1')\nS.connect(j='i + 1')",
    /^Line 7.*names cell 4 of 4; with skip_if_invalid=True/,
  ],
  [
    'a sample of some cells',
    "S = Synapses(G, G, on_pre='g += 1')\nS.connect(j='k for k in sample(i, 4, p=0.5)')",
    /^Line 7.*of samples only/,
  ],
  [
    'values before there are synapses',
    "S = Synapses(G, G, 'w : 1', on_pre='g += w')\nS.w = 1",
    /^Line 7.*stands before connect/,
  ],
  [
    'the number of synapses',
    "S = Synapses(G, G, 'w : 1', on_pre='g += w')\nS.connect()\nS.w = '1.0/N'",
    /^Line 8.*'N' in '1\.0\/N' is the number of synapses/,
  ],
  [
    'values of numbers of synapses',
    "S = Synapses(G, G, 'w : 1', on_pre='g += w')\nS.connect()\nS.w[3] = 1",
    /^Line 8.*named by a condition/,
  ],
  ['random values of Python', "S = Synapses(G, G, 'w : 1', on_pre='g += w')\nS.connect()\nS.w = rand(16)", /^Line 8/],
  [
    'another variable',
    "S = Synapses(G, G, 'w : 1', on_pre='g += w')\nS.connect()\nS.q = 1",
    /^Line 8.*'S\.q = 1' is not known here/,
  ],
  [
    'a rule of integration',
    "S = Synapses(G, G, '''w : 1\ndc/dt = -c/ms : 1 (clock-driven)''', on_pre='g += w; c += 1; w = clip(w + c, 0, 1)', method='gsl')\nS.connect()",
    /^Line 6.*the method 'gsl' of synapses/,
  ],
])('%s: refused by line and sentence', (_, lines, sentence) => {
  const script = `${head}${lines}\nrun(5*ms)`;
  expect(() => fromBrian2(script)).toThrow(UserError);
  expect(() => fromBrian2(script)).toThrow(sentence);
});

test.each([
  [
    'that connect no cells',
    "S = Synapses(G, G, on_pre='g += 1')\nS.connect(False)",
    'line 6: these synapses connect no cells',
  ],
  ['without what a spike does', 'S = Synapses(G, G)\nS.connect()', 'line 6: these synapses act on no cell'],
  [
    'whose changes reach no cell',
    `S = Synapses(G, G, '''w : 1\n${trace}''', on_pre='g += w; x += 1')\nS.connect()`,
    "line 6: changes of 'x', which reach no cell",
  ],
])('synapses %s are told of', (_, lines, sentence) => {
  expect(fromBrian2(`${head}${lines}\nrun(5*ms)`).left).toEqual([sentence]);
});

test.each([
  ['connect(p=0.2)', { fixedProbability: 0.2 }],
  ["connect(condition='i != j', p=0.2)", { fixedProbability: { p: 0.2, autapses: false } }],
  ["connect('i < 2', p='0.1*(j + 1)')", { probability: { p: '0.1*(j + 1)', condition: 'i < 2' } }],
  ['connect(True)', 'allToAll'],
  ["connect(j='k for k in sample(N_post, size=2)')", { fixedOutDegree: { degree: 2, multapses: false } }],
  ["connect(i='k for k in sample(N_pre, size=2)')", { fixedInDegree: { degree: 2, multapses: false } }],
  ["connect(j='k for k in sample(N_post, p=0.3) if k != i')", { fixedProbability: { p: 0.3, autapses: false } }],
  ["connect(j='i', p=0.5)", { probability: { p: 0.5, condition: 'i == j' } }],
  ["connect(j='i')", 'oneToOne'],
  [
    'connect(i=0, j=[1, 3])',
    {
      synapseList: [
        [0, 1],
        [0, 3],
      ],
    },
  ],
  [
    "connect(j='3 - i')",
    {
      synapseList: [
        [0, 3],
        [1, 2],
        [2, 1],
        [3, 0],
      ],
    },
  ],
])('%s', (call, rule) => {
  const { document } = fromBrian2(`${head}S = Synapses(G, G, on_pre='g += 1')\nS.${call}\nrun(5*ms)`);
  expect(document.projections![0]!.connect).toEqual(rule);
});

test('names that begin with words of Python are names', () => {
  const { document } = fromBrian2(`${head}from_G = Synapses(G, G, on_pre='g += 1')\nfrom_G.connect()\nrun(5*ms)`);
  expect(document.projections).toHaveLength(1);
});

test('a text may stand in brackets', () => {
  const { document } = fromBrian2(
    `${head}effect = ('g += 1')\nS = Synapses(G, G, on_pre=effect)\nS.connect()\nrun(5*ms)`,
  );
  expect(document.projections![0]!.onSpike).toBe('g += 1');
});

test('a namespace may take over another one', () => {
  const { document } = fromBrian2(
    `${head}more = dict(a=2)\nS = Synapses(G, G, on_pre='g += a*b', namespace={**more, 'b': 3})\nS.connect()\nrun(5*ms)`,
  );
  expect(document.projections![0]!.parameters).toEqual({ a: '2', b: '3' });
});
