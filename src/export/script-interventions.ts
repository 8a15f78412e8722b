/** What was done to a network while it ran, as source: the option `interventions` of `simulate`. */
import { cellsText, type Intervention } from '../index.ts';
import { amountText } from '../numbers/amount.ts';
import { cellText } from './script-cell.ts';
import { object, quoted, scriptLiteral } from './script-text.ts';

export function interventionsText(list: readonly Intervention[], indent: string): string {
  const lines = list.map((intervention) => `${indent}  ${object(entries(intervention), `${indent}  `)},\n`);
  return `[\n${lines.join('')}${indent}]`;
}

function entries(intervention: Intervention): Record<string, string> {
  const { at, kind } = intervention;
  const head = { at: quoted(at), kind: quoted(kind) };
  const of = (population: string | undefined): Record<string, string> =>
    population === undefined ? {} : { population: quoted(population) };
  const lasting = (duration: string | undefined): Record<string, string> =>
    duration === undefined ? {} : { duration: quoted(duration) };
  switch (intervention.kind) {
    case 'set': {
      const { name, value, population } = intervention;
      return { ...head, name: quoted(name), value: quoted(amountText(value)), ...of(population) };
    }
    case 'inject': {
      const { cells, amplitude, duration } = intervention;
      return { ...head, cells: cellsOf(cells), amplitude: quoted(amplitude), ...lasting(duration) };
    }
    case 'silence':
      return { ...head, cells: cellsOf(intervention.cells), ...lasting(intervention.duration) };
    case 'kick':
      return { ...head, cells: cellsOf(intervention.cells), amplitude: quoted(intervention.amplitude) };
    case 'model': {
      const { population, model, initial = {} } = intervention;
      const values = Object.entries(initial).flatMap(([name, value]) =>
        typeof value === 'string' || typeof value === 'number' ? [[name, scriptLiteral(value)] as const] : [],
      );
      return {
        ...head,
        ...of(population),
        model: cellText(model),
        ...(values.length === 0 ? {} : { initial: object(Object.fromEntries(values), '') }),
      };
    }
  }
}

const cellsOf = (cells: readonly number[] | string): string =>
  quoted(typeof cells === 'string' ? cells : cellsText([...new Set(cells)].sort((a, b) => a - b)));
