/** Stimuli: Poisson trains and given spikes. */
import type { Population } from '../../network/population.ts';
import { parseQuantity } from '../../quantity/quantity.ts';
import { numbers, positionLines, pythonText, timedArrays } from './cells.ts';
import { type NameSpace, translate } from './expressions.ts';
import { safeName } from './names.ts';
import { quantity } from './units.ts';

const rateNames = (tables: readonly string[]): NameSpace => ({
  what: 'rate of a Poisson source',
  rename: (name) => (tables.includes(name) ? safeName(name) : undefined),
  previous: () => undefined,
  isTable: (name) => tables.includes(name),
});

export function writeSource(source: Population, group: string): string[] {
  const { size, blueprint } = source;
  const { given } = blueprint;
  if (given.kind === 'poisson') {
    const { rate, from, to, tables } = given.options;
    // Half a step keeps rounding of t out of the comparison.
    const windows = [
      ...(from === undefined ? [] : [`t > ${quantity(from)} - dt/2`]),
      ...(to === undefined ? [] : [`t < ${quantity(to)} - dt/2`]),
    ];
    const window = windows.length === 0 ? '' : ` and ${windows.join(' and ')}`;
    const arrays = timedArrays(tables);
    const placed = positionLines(source, group);
    const model =
      typeof rate === 'string'
        ? `rate = ${translate(rate, rateNames(Object.keys(tables ?? {})))} : hertz`
        : 'rate : hertz (constant)';
    return [
      `${group} = NeuronGroup(${size}, ${pythonText([model, ...placed.equations].join('\n'))}, threshold=${pythonText(`rand() < rate*dt${window}`)}${arrays.length === 0 ? '' : `, namespace=dict(${arrays.join(', ')})`})`,
      ...placed.values,
      ...(typeof rate === 'string' ? [] : [`${group}.rate = [${rate.map((r) => quantity(r)).join(', ')}]`]),
    ];
  }
  if (given.kind !== 'spikes') return [];
  const { options } = given;
  const ms = (value: string | number): number => (typeof value === 'number' ? value : parseQuantity(value).value);
  const pairs =
    'times' in options
      ? options.times.flatMap((list, cell) => list.map((at) => [ms(at), cell] as const))
      : options.spikes.map(([at, cell]) => [ms(at), cell] as const);
  const indices = numbers(pairs.map(([, cell]) => cell));
  const times = numbers(pairs.map(([at]) => at));
  return [`${group} = SpikeGeneratorGroup(${size}, np.array([${indices}], dtype=int), np.array([${times}])*ms)`];
}
