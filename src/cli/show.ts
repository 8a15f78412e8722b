/** `galvani show`: one preset, its parameters and the cells it is made of. */
import { type Preset, presetByName, presetValues } from '../presets/index.ts';
import { presetFacts } from './list.ts';

export function show({ preset: name, json }: { preset: string; json: boolean }): void {
  const preset = presetByName(name);
  const models = modelsOf(preset);
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

/** The cells of the network that the preset's defaults build. */
function modelsOf(preset: Preset): NamedModel[] {
  return preset.build(presetValues(preset), 1).populations.map(({ name, size, blueprint }) => {
    const { equations, threshold, reset } = blueprint.model(preset.dt).description;
    return { population: name, size, equations, threshold, reset };
  });
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
    ...models.flatMap((m) => [
      '',
      `${m.population}, ${m.size} cell${m.size === 1 ? '' : 's'}`,
      ...m.equations.split('\n').map((line) => `    ${line.trim()}`),
      ...(m.threshold === undefined ? [] : [`    spikes where ${m.threshold}`]),
      ...(m.reset === undefined ? [] : [`    then ${m.reset}`]),
    ]),
  ];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}
