/**
 * One argument more than a function takes is refused, by every public function and by the methods of what they make. Options that were put
 * there would be left out without a word.
 */
import { expect, expectTypeOf, it } from 'vitest';
import * as D from '../src/document/index.ts';
import * as E from '../src/export/index.ts';
import * as G from '../src/index.ts';
import * as P from '../src/presets/index.ts';
import * as S from '../src/studies/index.ts';

/**
 * Functions of numbers, texts and spikes that have no options, and none of a relative's: such as are handed to `map`, `filter`, `then` and
 * `afterAll`, which give them more than they take.
 */
const values: ReadonlySet<string> = new Set([
  // Analysis, where no function beside it takes something that this one would leave out.
  ...[
    'byCell',
    'cellCvs',
    'cellRates',
    'intervals',
    'meanRate',
    'median',
    'medianInterval',
    'moments',
    'partitionPoint',
  ],
  ...[
    'populationCounts',
    'populationCv',
    'populationFano',
    'rateHistogram',
    'silentFraction',
    'SpikeHash',
    'spikeCounts',
  ],
  ...['spikeHash', 'synchrony'],
  // Closed forms.
  ...['adaptiveInterval', 'adaptiveIntervals', 'channelJitter', 'channelVariance', 'chirpEnvelope', 'chirpFrequency'],
  ...[
    'cornerFrequency',
    'dimensionless',
    'dimensionlessInterval',
    'erfcx',
    'firstSpikeJitter',
    'impedance',
    'leastInterval',
  ],
  ...[
    'lifInterval',
    'lifPhaseResponse',
    'lifRate',
    'ornsteinUhlenbeckVariance',
    'qifInterval',
    'resistance',
    'restingVoltage',
  ],
  ...['rheobase', 'saturationRate', 'siegertRate', 'slopeAtThreshold', 'stepResponse', 'thetaInterval', 'timeConstant'],
  'timeToThreshold',
  // Texts and quantities.
  ...[
    'accuracySentence',
    'CellTexts',
    'cellsText',
    'checkConnectivity',
    'driven',
    'followsNot',
    'formatQuantity',
    'fromUnit',
  ],
  ...[
    'nearestSteps',
    'parseLines',
    'parseQuantity',
    'parseStep',
    'pathText',
    'readCells',
    'shownVariable',
    'stepsIn',
    'timeText',
  ],
  ...['tokenize', 'toUnit', 'usesCalcium', 'whyStored'],
  // Things by name, and what a text is.
  ...['engineCellByName', 'integratorByName', 'isBrian2', 'isSonata', 'presetByName', 'presetValues', 'studyNamed'],
  // What cleans up.
  'releaseDevices',
  // Errors, which the library makes.
  ...['BlowUpError', 'CapacityError', 'DeviceLostError', 'DocumentError', 'TextError', 'ThreadLostError', 'UserError'],
]);

type Callable = (...args: unknown[]) => unknown;

const published: ReadonlyMap<string, Callable> = new Map(
  [G, D, E, P, S].flatMap((part) =>
    Object.entries(part).filter((entry): entry is [string, Callable] => typeof entry[1] === 'function'),
  ),
);

/** More than any of them takes. Empty objects, so that parameters may be taken apart before the function begins. */
const many = Array.from({ length: 12 }, () => ({}));

/** What calling it with all of these says; undefined where it refuses none of them as one too many. */
async function refusal(call: Callable): Promise<string | undefined> {
  try {
    const result = await call(...many);
    // Generators begin when they are asked.
    if (typeof (result as Iterator<unknown> | undefined)?.next === 'function') (result as Iterator<unknown>).next();
  } catch (error) {
    if (error instanceof G.UserError && error.message.includes(' came besides and would do nothing.'))
      return error.message;
  }
  return undefined;
}

const isClass = (f: Callable): boolean => /^class\b/.test(Function.prototype.toString.call(f));
const called = (f: Callable): Callable =>
  isClass(f) ? (...args) => Reflect.construct(f, args) : (...args) => f(...args);

/** Names of those that refuse nothing. */
async function silent(functions: Iterable<readonly [string, Callable]>): Promise<string[]> {
  const names: string[] = [];
  for (const [name, f] of functions) if ((await refusal(called(f))) === undefined) names.push(name);
  return names;
}

it(`all ${published.size} public functions refuse one argument more, but those of plain values`, async () => {
  expect([...values].filter((name) => !published.has(name))).toEqual([]);
  expect((await silent(published)).sort()).toEqual([...values].sort());
});

it('the sentence tells what is taken', async () => {
  expect(await refusal(G.cell as Callable)).toBe(
    'cell takes a description; an object came besides and would do nothing. Leave it out, or give it there.',
  );
});

/** Methods that people call, of everything that the library hands out. */
async function methods(): Promise<[string, Callable][]> {
  const net = new G.Network({ seed: 1 });
  const cells = net.population(G.cell({ equations: 'dv/dt = -v/(5*ms) : mV' }), 2);
  const dendrites = G.neuron({
    shape: G.cable({ soma: { L: '20 um', diameter: '20 um' } }),
    Ra: '100 ohm*cm',
    paint: [{ on: 'all', channels: [G.leak({ g: '0.1 mS/cm^2', E: '-65 mV' })] }],
  });
  const made: Record<string, object> = {
    Network: net,
    Population: cells,
    Slice: cells.slice(0, 1),
    Simulation: await G.createSimulation(net, { backend: 'reference' }),
    Run: await G.simulate(net, { duration: '0.1 ms', backend: 'reference' }),
    LinearCell: G.linearCell(dendrites),
    ReferenceSolution: G.judge(G.specimen(G.cell({ equations: 'dv/dt = -v/(5*ms) : mV' }), { v: 1 }), { duration: 1 }),
    SummaryTally: new G.SummaryTally({ dt: 0.1, cells: 0, groups: [] } as never, 0, 1),
    Preset: P.presets[0]!,
  };
  for (const model of G.pointModels) made[model.kind.name] = { describe: model.describe };
  for (const study of S.studies) made[study.name] = { run: study.run };
  return Object.entries(made).flatMap(([name, object]) => {
    const own = Object.entries(object);
    const inherited = Object.getOwnPropertyNames(Object.getPrototypeOf(object) ?? {})
      .filter((key) => Object.getPrototypeOf(object) !== Object.prototype && key !== 'constructor')
      .filter((key) => Object.getOwnPropertyDescriptor(Object.getPrototypeOf(object), key)?.get === undefined)
      .map((key) => [key, (object as Record<string, unknown>)[key]] as const);
    return [...own, ...inherited]
      .filter((entry): entry is [string, Callable] => typeof entry[1] === 'function')
      .map(([key, f]): [string, Callable] => [`${name}.${key}`, (...args) => Reflect.apply(f, object, args)]);
  });
}

it('so do the methods of what they make', async () => {
  const all = await methods();
  // Cleaning up is handed to `then` and `finally`.
  expect((await silent(all)).sort()).toEqual(['Simulation.dispose']);
  expect(all.map(([name]) => name)).toEqual(expect.arrayContaining(['LinearCell.unstableModes', 'Network.couple']));
});

/** Calls with one option that there is not. */
const misspelt = { colour: 1 } as object;
const lif = (): G.Specimen => G.specimen(G.cell({ equations: 'dv/dt = -v/tau : mV', parameters: { tau: '5 ms' } }));
const spikes: G.Spikes = { steps: Uint32Array.of(1, 2), cells: Uint32Array.of(0, 1) };
const counted = [spikes, { first: 0, count: 2 }, { from: 0, to: 10 }, 0.1, misspelt as G.CorrelationOptions] as const;
const document = `galvani: 1
models: { m: { equations: 'dv/dt = -v/(5*ms) : 1' } }
populations: { P: { model: m, size: 1 } }
run: { duration: 1 ms, dt: 0.1 ms }
`;
const unknownOption: Readonly<Record<string, () => unknown>> = {
  read: () => D.read(document, misspelt),
  build: async () => D.build(await D.read(document), misspelt),
  write: async () => D.write(await D.read(document), misspelt),
  documentOf: () => D.documentOf(new G.Network(), { run: { duration: '1 ms' }, ...misspelt } as D.DocumentOptions),
  scriptOf: () =>
    E.scriptOf({ network: new G.Network(), dt: 0.1, duration: 1, backend: 'reference' } as never, misspelt),
  benchmark: () => G.benchmark(P.benchmarkCase(P.presets[0]!), { backends: [], rounds: 1, ...misspelt }),
  pairCorrelations: () => G.pairCorrelations(...counted),
  meanPairCorrelation: () => G.meanPairCorrelation(...counted),
  distributions: () => G.distributions(...counted),
  altered: () => G.altered(lif(), misspelt),
  'control of a study': () => S.studies[0]!.run({}, misspelt),
};
it.each(Object.keys(unknownOption))('%s refuses an option that there is not', async (name) => {
  await expect((async () => unknownOption[name]!())()).rejects.toThrow(/there is no option 'colour'.* Allowed are /);
});

it('names that a specimen does not have are refused', () => {
  expect(() => G.altered(lif(), { parameters: { tua: 1 } })).toThrow(
    "altered: the cell has no parameter 'tua'. Did you mean 'tau'? It has tau.",
  );
  expect(() => G.altered(lif(), { initial: { V: 1 } })).toThrow("altered: the cell has no state variable 'V'.");
  expect(() => G.derivedTraces(lif(), [0], [[0]], ['I_Na'])).toThrow(
    "derivedTraces: the model has no subexpression 'I_Na'. It has none.",
  );
});

it('types of results stay what they are', () => {
  // Of a function with a rest of `never` TypeScript infers `any`.
  expectTypeOf<ReturnType<typeof G.cell>>().toEqualTypeOf<G.Model>();
  expectTypeOf<Awaited<ReturnType<typeof G.simulate>>>().toEqualTypeOf<G.Run>();
});
