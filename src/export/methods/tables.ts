/** The tables of Nordlie, Gewaltig & Plesser 2009 (PLoS Comput. Biol. 5:e1000456), from the objects of a network. */

import { branchingOf } from '../../dendrites/branching.ts';
import { some } from '../../expression/visit.ts';
import type { Model, Population } from '../../index.ts';
import { counted, listed } from '../../numbers/sentences.ts';
import { sameDimension } from '../../quantity/dimension.ts';
import { unitOf } from '../../quantity/units.ts';
import { buildName } from '../build.ts';
import type { ExportedExperiment } from '../experiment.ts';
import { type EndText, type PlasticityText, type ReleaseText, type TraceText, useDependence } from '../plasticity.ts';
import { dendriteRows, sizeOf } from './dendrites.ts';
import {
  cellPopulations,
  delayOf,
  effectOf,
  equationLines,
  expectedErrors,
  groupsOf,
  initialValues,
  integratorsOf,
  modelsOf,
  parameterValues,
  patternName,
  patternOf,
  sourcePopulations,
  stimulusOf,
} from './facts.ts';
import { code, codeLines, type Inline, type MethodsTable, type TableCell, type TextLine, words } from './rich-text.ts';

export function tablesOf(experiment: ExportedExperiment): MethodsTable[] {
  return [
    summary(experiment),
    populations(experiment),
    connectivity(experiment),
    ...neurons(experiment),
    ...plasticity(experiment),
    input(experiment),
    measurements(experiment),
    ...values(experiment),
    simulation(experiment),
  ].map((table, k) => ({ ...table, letter: String.fromCharCode(65 + k) }));
}

type Unlettered = Omit<MethodsTable, 'letter'>;

function summary({ network, traces = [] }: ExportedExperiment): Unlettered {
  const sources = sourcePopulations(network);
  const names = groupsOf(network).map((g) => g.name);
  const patterns = [...new Set(network.projections.map(patternName))];
  const models = modelsOf(network);
  const currents = [...new Set(models.flatMap(({ model }) => currentNames(model)))];
  const plastic = plasticityNames(network);
  const dynamic = [...new Set(network.projections.flatMap((p) => p.effects.map((e) => e.variable)))];
  const rows: [string, TableCell][] = [
    ['Populations', words(`${counted(names.length, 'group')}: ${listed(names)}`)],
    ['Topology', words('none')],
    ['Connectivity', words(patterns.length > 0 ? listed(patterns) : 'none')],
    ['Neuron model', models.map(({ model }): TextLine => [typeOf(model)])],
    ['Currents', words(currents.length > 0 ? listed(currents) : 'as in the equations')],
    ['Synapse model', words(dynamic.length > 0 ? `spikes change ${listed(dynamic)} at once` : 'none')],
    ['Plasticity', words(plastic.length > 0 ? plastic.join('; ') : 'none')],
    ['Input', words(sources.length > 0 ? listed(sources.map(stimulusOf)) : 'no spiking input')],
    ['Measurements', words(traces.length > 0 ? 'spikes of all neurons, traces of some' : 'spikes of all neurons')],
  ];
  return { title: 'Model summary', columns: [], rows: rows.map(([name, cell]) => [words(name), cell]) };
}

const currentUnits = ['pA', 'uA/cm^2'].map((unit) => unitOf(unit).dimension);

/** Named parts of the equations that are currents. */
const currentNames = (model: Model): string[] =>
  model.derived.filter((d) => currentUnits.some((c) => sameDimension(c, d.dimension))).map((d) => d.name);

function typeOf(model: Model): string {
  const branching = branchingOf(model);
  if (branching) return `tree of ${sizeOf(branching)}, spikes without a reset`;
  const variables = `${counted(model.states.length, 'state variable')} (${listed(model.states.map((s) => s.name))})`;
  return `single compartment, ${variables}, ${model.reset.length > 0 ? 'threshold and reset' : 'spikes without a reset'}`;
}

function populations({ network }: ExportedExperiment): Unlettered {
  const models = modelsOf(network);
  const several = models.length > 1;
  const rows = network.populations.flatMap((p: Population): TableCell[][] => {
    const index = models.findIndex(({ populations: of }) => of.includes(p));
    const elements = index < 0 ? `stimulus: ${stimulusOf(p)}` : several ? `neuron model ${index + 1}` : 'neuron';
    const part = p.namedSlices.map((s) => [
      words(s.name),
      words(`${p.name} ${s.first} to ${s.first + s.size - 1}`),
      words(String(s.size)),
    ]);
    return [[words(p.name), words(elements), words(String(p.size))], ...part];
  });
  return { title: 'Populations', columns: ['Name', 'Elements', 'Size'], rows };
}

function connectivity({ network, dt }: ExportedExperiment): Unlettered {
  const rows = network.projections.map((p) => [
    words(p.name),
    words(p.source.name),
    words(p.target.name),
    [[patternOf(p)], ['a spike acts as ', ...effectOf(p), `, ${delayOf(p, dt)}`]],
  ]);
  const none = [words('none'), words('–'), words('–'), words('–')];
  return {
    title: 'Connectivity',
    columns: ['Name', 'Source', 'Target', 'Pattern'],
    rows: rows.length > 0 ? rows : [none],
  };
}

function neurons({ network }: ExportedExperiment): Unlettered[] {
  const models = modelsOf(network);
  return models.map(({ model, populations: of }, k) => {
    const title = models.length > 1 ? `Neuron and synapse model ${k + 1}` : 'Neuron and synapse model';
    const { threshold, reset, refractory, tables, events } = model.description;
    const held = model.states.filter((s) => s.unlessRefractory).map((s) => s.name);
    const noisy = model.states.filter((s) => s.noise.length > 0).map((s) => s.name);
    const timed = [...model.states.map((s) => s.derivative), ...model.derived.map((d) => d.value)].some((e) =>
      some(e, (node) => node.op === 'time'),
    );
    const effects = network.projections.filter((p) => of.includes(p.target.population));
    const synapses = [...new Set(effects.map((p) => p.given.onSpike))];
    const head: [string, TableCell][] = [
      ['Name', words(listed(of.map((p) => p.name)))],
      ['Type', words(typeOf(model))],
    ];
    const last: [string, TableCell] = ['Synapses', synapses.length > 0 ? codeLines(synapses) : words('none')];
    const branching = branchingOf(model);
    if (branching) return tableOf(title, [...head, ...dendriteRows(branching), last]);
    const rows: [string, TableCell][] = [...head, ['Dynamics', codeLines(equationLines(model))]];
    if (noisy.length > 0)
      rows.push(['Noise', words('independent Gaussian white noise ', code('xi'), ` in ${listed(noisy)}`)]);
    if (timed) rows.push(['Time course', words('the equations depend on the time ', code('t'), ' explicitly')]);
    for (const [name, table] of Object.entries(tables ?? {}))
      rows.push([
        'Table',
        words(code(`${name}(t)`), `: ${counted(table.values.length, 'value')}, one per ${table.dt}`),
      ]);
    rows.push([
      'Spike',
      threshold === undefined ? words('none') : words('emitted in a step at whose end ', code(threshold)),
    ]);
    for (const [name, condition] of Object.entries(events ?? {}))
      rows.push([`Event ${name}`, words('in a step at whose end ', code(condition))]);
    if (reset !== undefined)
      rows.push([
        'Reset',
        codeLines(
          reset
            .split(/[;\n]/)
            .map((s) => s.trim())
            .filter((s) => s !== ''),
        ),
      ]);
    if (refractory !== undefined) {
      const effect = held.length > 0 ? `; ${listed(held)} held` : '; no further spike, the dynamics continue';
      const period: Inline[] =
        model.refractory?.kind === 'condition'
          ? ['while ', code(refractory)]
          : ['for ', code(refractory), ' after a spike'];
      rows.push(['Refractoriness', words(...period, effect)]);
    }
    return tableOf(title, [...rows, last]);
  });
}

const tableOf = (title: string, rows: readonly (readonly [string, TableCell])[]): Unlettered => ({
  title,
  columns: [],
  rows: rows.map(([name, cell]) => [words(name), cell]),
});

/** 'short-term in E to all', one text per projection that changes with use. */
const plasticityNames = (network: ExportedExperiment['network']): string[] =>
  network.projections.flatMap((p) => {
    const { release, plasticity: rule } = useDependence(p);
    return release ? [`short-term in ${p.name}`] : rule ? [`long-term in ${p.name}`] : [];
  });

/** None where no synapse changes with use. */
function plasticity({ network }: ExportedExperiment): Unlettered[] {
  const rows = network.projections.flatMap((p): TableCell[][] => {
    const { release, plasticity: rule } = useDependence(p);
    if (release) return [[words(p.name), words('short-term'), releaseLines(release)]];
    return rule ? [[words(p.name), words('long-term'), ruleLines(rule)]] : [];
  });
  return rows.length === 0 ? [] : [{ title: 'Plasticity', columns: ['Projection', 'Kind', 'Rule'], rows }];
}

const statements = (text: string): string[] =>
  text
    .split(/[;\n]/)
    .map((s) => s.trim())
    .filter((s) => s !== '');

/** One value for all, or what is said of values of each synapse. */
const valueText = (value: string | number | ArrayLike<string | number>): string =>
  typeof value === 'object' ? `one of ${value.length} values` : String(value);

const parameterLines = (parameters: PlasticityText['initial'] = {}): TextLine[] => {
  const all = Object.entries(parameters).map(([name, value]) => `${name} = ${valueText(value)}`);
  return all.length > 0 ? [[`with ${listed(all)}`]] : [];
};

const initialLines = ({ initial = {} }: EndText): TextLine[] => {
  const all = Object.entries(initial).map(([name, value]) => `${name} = ${value}`);
  return all.length > 0 ? [[`at t = 0: ${listed(all)}`]] : [];
};

const releaseLines = (release: ReleaseText): TableCell => [
  ...codeLines(statements(release.equations)),
  ['at a spike of the source: ', code(statements(release.onSpike).join('; '))],
  ['the weight counts ', code(release.amount), '-fold'],
  ...initialLines(release),
  ...parameterLines(release.parameters),
];

function ruleLines(rule: PlasticityText): TableCell {
  const read = (text: TraceText | undefined, side: string): TextLine[] =>
    text?.read === undefined ? [] : [[`the ${side}'s own traces count ${text.read} the jump of the current spike`]];
  const end = (text: EndText | undefined, side: string): TextLine[] =>
    text === undefined
      ? []
      : [
          ...codeLines(statements(text.equations)),
          [`at a spike of the ${side}: `, code(statements(text.onSpike).join('; '))],
          ...initialLines(text),
        ];
  const change = (text: string | undefined, side: string): TextLine[] =>
    text === undefined
      ? []
      : [
          [
            `${rule.equations === undefined ? 'weight ' : ''}at a spike of the ${side}: `,
            code(statements(text).join('; ')),
          ],
        ];
  const values = Object.entries(rule.initial ?? {}).map(([name, value]) => `${name} = ${valueText(value)}`);
  return [
    ...(rule.equations === undefined ? [] : [['each synapse has: '], ...codeLines(statements(rule.equations))]),
    ...(values.length > 0 ? [[`at t = 0: ${listed(values)}`]] : []),
    ...(rule.integrator === undefined ? [] : [['integrated with ', code(rule.integrator)]]),
    ...end(rule.pre, 'source'),
    ...end(rule.post, 'target'),
    ...change(rule.onPre, 'source'),
    ...change(rule.onPost, 'target'),
    ...(['source', 'target'] as const).flatMap((end): TextLine[] => {
      const event = rule.at?.[end];
      return event === undefined ? [] : [[`events '${event}' of the ${end} stand in the place of its spikes`]];
    }),
    ...(rule.on ?? []).map(
      (of): TextLine => [
        `${of.delay === undefined ? 'at' : `${of.delay} after`} ${of.event === undefined ? 'a spike' : `'${of.event}'`} of the ${of.at}: `,
        code(statements(of.do).join('; ')),
      ],
    ),
    ...(rule.every ?? []).map((of): TextLine => [`every ${of.interval}: `, code(statements(of.do).join('; '))]),
    ...(rule.amount === undefined ? [] : [['a spike delivers the fraction ', code(rule.amount), ' of the weight']]),
    ...read(rule.pre, 'source'),
    ...read(rule.post, 'target'),
    ...(rule.delays === 'axonal' || rule.delays === 'dendritic'
      ? [
          [
            `the delay is ${rule.delays}: the spike of the ${rule.delays === 'axonal' ? 'source' : 'target'} counts when it has passed`,
          ],
        ]
      : []),
    [`weights between ${rule.range[0]} and ${rule.range[1]}`],
    ...parameterLines(rule.parameters),
  ];
}

function input({ network }: ExportedExperiment): Unlettered {
  const rows = sourcePopulations(network).map((p) => [words(p.name), words(stimulusOf(p))]);
  return {
    title: 'Input',
    columns: ['Name', 'Description'],
    rows:
      rows.length > 0
        ? rows
        : [[words('none'), words('no spiking input; currents stand in the equations and parameters')]],
  };
}

function measurements({ network, traces = [], dt }: ExportedExperiment): Unlettered {
  const size = cellPopulations(network).reduce((n, p) => n + p.size, 0);
  const rows = [
    [words('Spikes'), words(`of ${size === 1 ? 'the one neuron' : `all ${size} neurons`}, to the step (${dt} ms)`)],
    ...traces.map(({ variables, cells }) => [
      words('Traces'),
      words(
        `${listed(variables)} of ${cells.length === 1 ? 'neuron' : 'neurons'} ${listed(cells.map(String))} after every step`,
      ),
    ]),
  ];
  return { title: 'Measurements', columns: [], rows };
}

function values({ network }: ExportedExperiment): Unlettered[] {
  return cellPopulations(network).map((p) => {
    const parameters = parameterValues(p, network).map(({ name, value }) => [
      words(code(name)),
      words(value),
      words(''),
    ]);
    const initial = initialValues(p).map(({ name, value }) => [words(code(name)), words(value), words('at t = 0')]);
    return {
      title: `Parameters and initial values of ${p.name}`,
      columns: ['Name', 'Value', ''],
      rows: [...parameters, ...initial],
    };
  });
}

/** What the numbers of each backend are. */
export const precision = (backend: ExportedExperiment['backend']): string =>
  backend === 'reference'
    ? 'double precision (64 bits)'
    : 'single precision (32 bits), synaptic sums as 32-bit integers';

function simulation(experiment: ExportedExperiment): Unlettered {
  const { network, integrator, dt, duration, backend, spikeHash } = experiment;
  const rows: [string, TableCell][] = [
    ['Program', words(buildName())],
    [
      'Integration',
      integratorsOf(network, integrator).map(
        (i): TextLine => [code(i.name), `: ${i.title} (${i.source}); ${i.character}`],
      ),
    ],
    ...expectedErrors(experiment).map((sentence): [string, TableCell] => ['Expected error', words(sentence)]),
    ['Step', words(`${dt} ms`)],
    ['Duration', words(`${duration} ms`)],
    ['Numbers', words(`${precision(backend)}, backend ${backend}`)],
    ['Random numbers', words(`Philox 4×32-10, seed ${network.seed}`)],
  ];
  if (spikeHash !== undefined) rows.push(['Spike hash', words(code(spikeHash), ' (SHA-256 of all steps and neurons)')]);
  return { title: 'Simulation', columns: [], rows: rows.map(([name, cell]) => [words(name), cell]) };
}
