/** The texts of a model as the page shows and edits them. */
import { type CellDescription, parseLines } from '../index.ts';
import type { Models, ModelText } from './types.ts';

/**
 * `owned`: names of the preset's parameters, which have their own place on the page. `initial`: values at time 0, as they were given.
 */
export function textOf(
  description: CellDescription,
  owned: ReadonlySet<string>,
  initial: Readonly<Record<string, string>>,
): ModelText {
  const parameters: Record<string, string> = {};
  for (const [name, value] of Object.entries(description.parameters ?? {}))
    if (!owned.has(name) && (typeof value === 'string' || typeof value === 'number')) parameters[name] = `${value}`;
  return {
    equations: tidy(description.equations),
    threshold: description.threshold ?? '',
    reset: description.reset ?? '',
    refractory: description.refractory ?? '',
    parameters,
    initial,
  };
}

/** Without the indentation of the source it was written in. */
const tidy = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line, k, lines) => line !== '' || (k > 0 && k < lines.length - 1))
    .join('\n');

/** The description that an edit makes of the preset's. Parameters of the preset stay unless the equations define them anew. */
export function descriptionOf(
  original: CellDescription,
  edit: ModelText | undefined,
  owned: ReadonlySet<string>,
): CellDescription {
  if (edit === undefined) return original;
  const defined = new Set(
    parseLines(edit.equations)
      .filter((line) => line.kind !== 'parameter')
      .map((line) => line.name),
  );
  const kept = Object.entries(original.parameters ?? {}).filter(
    ([name, value]) => !defined.has(name) && (owned.has(name) || typeof value === 'object'),
  );
  const { threshold, reset, refractory, ...rest } = original;
  return {
    ...rest,
    equations: edit.equations,
    parameters: { ...Object.fromEntries(kept), ...edit.parameters },
    ...(edit.threshold.trim() === '' ? {} : { threshold: edit.threshold }),
    ...(edit.reset.trim() === '' ? {} : { reset: edit.reset }),
    ...(edit.refractory.trim() === '' ? {} : { refractory: edit.refractory }),
  };
}

export const sameModel = (a: ModelText | undefined, b: ModelText | undefined): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

/** Whether every population has the same texts. */
export const sameModels = (a: Models, b: Models): boolean =>
  a === b || [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => sameModel(a[key], b[key]));

/** With another model for one population; undefined: the preset's own. */
export function withModel(models: Models, key: string, model: ModelText | undefined): Models {
  const { [key]: _, ...others } = models;
  return model === undefined ? others : { ...others, [key]: model };
}
