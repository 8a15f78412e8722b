/** `galvani show`: one preset or document, its parameters and the cells it is made of. */
import type { ExperimentDocument } from '../document/index.ts';
import { type Network, parseStep } from '../index.ts';
import { type Preset, presetByName, presetValues } from '../presets/index.ts';
import { presetFacts } from './list.ts';
import { opened } from './opened.ts';
import { isDocument } from './subject.ts';

export async function show({ preset: name, json }: { preset: string; json: boolean }): Promise<void> {
  if (isDocument(name)) return showDocument(name, json);
  const preset = presetByName(name);
  const models = modelsOf(preset.build(presetValues(preset), 1), preset.dt);
  if (json) process.stdout.write(`${JSON.stringify({ ...presetFacts(preset), models }, null, 2)}\n`);
  else process.stdout.write(`${lines(preset, models).join('\n')}\n`);
}

interface NamedModel {
  readonly population: string;
  readonly size: number;
  readonly equations: string;
  readonly threshold: string | undefined;
  readonly reset: string | undefined;
}

/** The cells of a network. `dt` in ms. */
function modelsOf(network: Network, dt: number): NamedModel[] {
  return network.populations.map(({ name, size, blueprint }) => {
    const { equations, threshold, reset } = blueprint.model(dt).description;
    return { population: name, size, equations, threshold, reset };
  });
}

async function showDocument(path: string, json: boolean): Promise<void> {
  const from = await opened(path);
  const { document } = from.document(Number.POSITIVE_INFINITY);
  const { network, run } = from.build();
  const models = modelsOf(network, parseStep(run.dt!));
  if (json) process.stdout.write(`${JSON.stringify({ document, models }, null, 2)}\n`);
  else process.stdout.write(`${documentLines(path, document, models).join('\n')}\n`);
}

function documentLines(path: string, document: ExperimentDocument, models: readonly NamedModel[]): string[] {
  const { title, description, reference, run, parameters = {} } = document;
  const rows = Object.entries(parameters).map(([name, given]) => {
    const { value, range, label = '' } = typeof given === 'object' ? given : { value: given };
    return [name, String(value), range ? `${range[0]} to ${range[1]}` : '', label];
  });
  return [
    `${path}${title === undefined ? '' : `: ${title}`}`,
    ...[description, reference].filter((text) => text !== undefined),
    '',
    `${run.duration} in steps of ${run.dt ?? '0.1 ms'}`,
    ...(rows.length === 0 ? [] : ['', ...table([['parameter', 'value', 'allowed', ''], ...rows])]),
    ...models.flatMap(modelLines),
  ];
}

function lines(preset: Preset, models: readonly NamedModel[]): string[] {
  const rows = preset.parameters.map((p) => [
    p.name,
    `${p.value}${p.unit ? ` ${p.unit}` : ''}`,
    `${p.range[0]} to ${p.range[1]}`,
    p.label + (p.literature ? ` (${p.literature.value}${p.unit ? ` ${p.unit}` : ''}: ${p.literature.source})` : ''),
  ]);
  return [
    `${preset.name}: ${preset.title}`,
    preset.summary,
    ...(preset.reference === undefined ? [] : [preset.reference]),
    '',
    `${preset.duration} ms in steps of ${preset.dt} ms, ${preset.integrator}; records ${preset.variables.join(', ')}`,
    '',
    ...table([['parameter', 'default', 'allowed', ''], ...rows]),
    ...models.flatMap(modelLines),
  ];
}

const modelLines = (m: NamedModel): string[] => [
  '',
  `${m.population}, ${m.size} cell${m.size === 1 ? '' : 's'}`,
  ...m.equations
    .trim()
    .split('\n')
    .map((line) => `    ${line.trim()}`),
  ...(m.threshold === undefined ? [] : [`    spikes where ${m.threshold}`]),
  ...(m.reset === undefined ? [] : [`    then ${m.reset}`]),
];

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
