/** The description of a cell as source. */
import type { CellDescription, TableDescription } from '../index.ts';
import { object, quoted, scriptLiteral, template } from './script-text.ts';

/** What `cell({…})` takes, as its source. */
export function cellText(description: CellDescription): string {
  const { equations, parameters, threshold, reset, refractory, integrator, tables, events } = description;
  const entries: Record<string, string> = { equations: template(equations, '  ') };
  const text = (name: string, value: string | undefined): void => {
    if (value !== undefined) entries[name] = value.includes('\n') ? template(value, '  ') : quoted(value);
  };
  if (parameters) {
    const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
    entries['parameters'] = object(
      Object.fromEntries(given.map(([name, value]) => [name, scriptLiteral(value)])),
      '  ',
    );
  }
  text('threshold', threshold);
  if (events)
    entries['events'] = object(
      Object.fromEntries(Object.entries(events).map(([name, value]) => [name, quoted(value)])),
      '  ',
    );
  text('reset', reset);
  text('refractory', refractory);
  text('integrator', integrator);
  if (tables) entries['tables'] = tablesText(tables, '  ');
  return object(entries, '');
}

export function tablesText(tables: Readonly<Record<string, TableDescription>>, indent: string): string {
  const each = Object.entries(tables).map(([name, { values, dt }]) => {
    const lists = values as readonly (readonly (string | number)[])[];
    const written = Array.isArray(values[0])
      ? `[${lists.map((list) => scriptLiteral(list)).join(', ')}]`
      : scriptLiteral(values as readonly (string | number)[]);
    return [name, `{ values: ${written}, dt: ${quoted(dt)} }`] as const;
  });
  return object(Object.fromEntries(each), indent);
}
