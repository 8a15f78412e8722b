/** Edits of a document's couplings. A gap junction is added with the summed variable that its current flows into. */

import { UserError } from '../../errors.ts';
import { freeName } from '../../numbers/free-name.ts';
import type { ExperimentDocument } from '../schema/experiment.ts';
import type { CouplingDocument, PopulationDocument } from '../schema/networks.ts';
import { addJoin, removeJoin } from './joins.ts';
import { cellNames } from './populations.ts';
import { written } from './values.ts';

type ModelDocument = NonNullable<ExperimentDocument['models']>[string];
type Equations = Extract<ModelDocument, { equations: string }>;

/** A line such as 'I_gap : pA (summed)'. */
const sumLine = /^[ \t]*(\w+)[ \t]*:[ \t]*([^\n;()#]+?)[ \t]*\(([^\n)]*\bsummed\b[^\n)]*)\)/gm;

/** A line such as 'dv/dt = (g*(E - v) + I)/C : mV (unless refractory)', up to its unit: name, right side, unit. */
const derivative = /^([ \t]*d(\w+)\/dt[ \t]*=)([^;:#]+):[ \t]*([^\n;()#]+?)[ \t]*(?=\(|;|#|$)/gm;

/** The population that an end of a coupling lies in, undefined where there is none. */
function cellsAt({ populations }: ExperimentDocument, end: string): PopulationDocument | undefined {
  const [name = ''] = end.split('[');
  if (Object.hasOwn(populations, name)) return populations[name];
  return Object.values(populations).find((p) => Object.hasOwn(p.groups ?? {}, name));
}

const modelAt = (document: ExperimentDocument, end: string): string => {
  const cells = cellsAt(document, end);
  return cells !== undefined && 'model' in cells ? String(cells.model) : '';
};

const equationsOf = (model: ModelDocument | undefined): string =>
  model !== undefined && 'equations' in model ? String(model.equations) : '';

interface Sum {
  readonly name: string;
  readonly unit: string;
  readonly shared: boolean;
}

const sumsOf = (model: ModelDocument | undefined): Sum[] =>
  [...equationsOf(model).matchAll(sumLine)].map(([, name, unit, flags]) => ({
    name: name!,
    unit: unit!,
    shared: /\bshared\b/.test(flags!),
  }));

/** Names of the summed variables that the cells at an end declare. */
export const sumsAt = (document: ExperimentDocument, end: string): string[] =>
  sumsOf(document.models?.[modelAt(document, end)]).map(({ name }) => name);

/** A name that no text of the document has: 'g_gap', 'g_gap2', … */
function freeWord(document: ExperimentDocument, wish: string): string {
  const words = new Set(JSON.stringify(document).replaceAll('\\n', ' ').match(/\w+/g));
  return freeName(wish, (name) => words.has(name));
}

/** The conductance that a new junction begins with, by the unit of the sum; undefined for a sum that is no current. */
function conductanceOf(unit: string): string | undefined {
  if (/^[pn]A$/.test(unit)) return '0.1 nS';
  if (/^uA\/cm(\^|\*\*)2$/.test(unit)) return '0.01 mS/cm^2';
  return /\/ms$/.test(unit) ? '0.001 /ms' : undefined;
}

/** The unit of a current that charges a capacitance: '200 pF', '1 uF/cm^2'. */
function currentBy(capacitance: string | undefined): string | undefined {
  if (/F\s*$/.test(capacitance ?? '')) return 'pA';
  return /F\s*\/\s*cm(\^|\*\*)2\s*$/.test(capacitance ?? '') ? 'uA/cm^2' : undefined;
}

/** The line of a model's voltage: of V, else of its first variable; undefined where there is none. */
function voltageLine(model: ModelDocument | undefined): RegExpMatchArray | undefined {
  const lines = [...equationsOf(model).matchAll(derivative)];
  return lines.find(([, , variable]) => /^v$/i.test(variable!)) ?? lines[0];
}

/** The same. Throws a UserError where there is none. */
function voltageOf(document: ExperimentDocument, name: string): RegExpMatchArray {
  const line = voltageLine(document.models?.[name]);
  if (line === undefined)
    throw new UserError(
      `The model '${name}' has no equation of its own that could take the current of a coupling. As text, give it a sum, 'I_gap : pA (summed)', that it uses like a current, and a coupling with that.`,
    );
  return line;
}

/** The document with a summed variable `into` in that model's voltage: a current over C where there is one, else a rate of change. */
function declare(document: ExperimentDocument, name: string, into: string): ExperimentDocument {
  const line = voltageOf(document, name);
  const [whole, head, , right, unit] = line as unknown as [string, string, string, string, string];
  const model = document.models![name] as Equations;
  const knob = document.parameters?.['C'];
  const given = model.parameters?.['C'] ?? (typeof knob === 'object' ? knob.value : knob);
  const current = /\bC\b/.test(right) ? currentBy(written(given)) : undefined;
  const text = equationsOf(model);
  const end = line.index! + whole.length;
  const changed = `${head} (${right.trim()}) + ${into}${current === undefined ? '' : '/C'} : ${unit}`;
  const after = text.slice(end).trimEnd();
  const gap = /^[(#]/.test(after) ? ' ' : '';
  const sum = `${into} : ${current ?? (unit === '1' ? '1/ms' : `${unit}/ms`)} (summed)`;
  const equations = `${text.slice(0, line.index)}${changed}${gap}${after}\n${sum}`;
  // Where a model had one sum, its couplings need not have named it.
  const [only, ...more] = sumsOf(model);
  const named = (document.couplings ?? []).map((c) =>
    c.into === undefined && only !== undefined && more.length === 0 && modelAt(document, c.to) === name
      ? { ...c, into: only.name }
      : c,
  );
  return {
    ...document,
    models: { ...document.models, [name]: { ...model, equations } as ModelDocument },
    ...(named.length === 0 ? {} : { couplings: named }),
  };
}

/** A sum that cells of both models have, that no coupling fills, and that is a current. */
function spareSum(document: ExperimentDocument, models: readonly string[]): Sum | undefined {
  const filled = new Set(
    (document.couplings ?? []).flatMap((c) => (c.into === undefined ? sumsAt(document, c.to) : c.into)),
  );
  const [first = [], ...others] = models.map((name) => sumsOf(document.models?.[name]));
  return first.find(
    ({ name, unit, shared }) =>
      !shared &&
      !filled.has(name) &&
      conductanceOf(unit) !== undefined &&
      others.every((sums) => sums.some((sum) => sum.name === name && sum.unit === unit)),
  );
}

/** A coupling like another one, with its own parameters. */
function another(document: ExperimentDocument, like: CouplingDocument): CouplingDocument {
  const { name: _, weight, ...rest } = like;
  let text = JSON.stringify({ ...rest, ...(written(weight) === undefined ? {} : { weight }) });
  for (const parameter of Object.keys(like.parameters ?? {}))
    text = text.replaceAll(new RegExp(`\\b${parameter}\\b`, 'g'), freeWord(document, parameter));
  return JSON.parse(text) as CouplingDocument;
}

/**
 * Adds gap junctions within the cells that were added last, or between the last two populations where that is one cell; into a summed
 * variable that their models get. Where these cells are coupled already: another coupling like that. Throws a UserError where the model
 * has no equation that could take a current.
 */
export function addCoupling(document: ExperimentDocument): ExperimentDocument {
  const all = cellNames(document);
  const able = all.filter((name) => voltageLine(document.models?.[modelAt(document, name)]) !== undefined);
  const names = able.length === 0 ? all : able;
  const to = names.at(-1) ?? '';
  const alone = cellsAt(document, to)?.size === 1;
  const from = (alone ? names.at(-2) : undefined) ?? to;
  const like = (document.couplings ?? []).find((c) => c.from === from && c.to === to);
  const listed =
    like !== undefined && /\bw\b/.test(like.current ?? like.value ?? '') && written(like.weight) === undefined;
  if (like !== undefined && !listed) return addJoin(document, 'couplings', another(document, like));
  const models = [...new Set([modelAt(document, from), modelAt(document, to)])];
  const voltages = models.map((name) => voltageOf(document, name)[2]!);
  const [voltage] = voltages;
  if (voltages.some((other) => other !== voltage))
    throw new UserError(
      `The voltages of '${from}' and '${to}' have different names, ${voltages.join(' and ')}; a coupling between them is written as text.`,
    );
  const spare = spareSum(document, models);
  const into = spare?.name ?? freeWord(document, 'I_gap');
  const ready = spare === undefined ? models.reduce((d, name) => declare(d, name, into), document) : document;
  const unit = sumsOf(ready.models?.[models[0]!]).find(({ name }) => name === into)?.unit ?? '';
  const g = freeWord(document, 'g_gap');
  return addJoin(ready, 'couplings', {
    from,
    to,
    connect: alone ? 'allToAll' : { fixedInDegree: { degree: 4, autapses: false } },
    current: `${g}*(${voltage}_other - ${voltage})`,
    into,
    parameters: { [g]: conductanceOf(unit) ?? '1' },
  });
}

/** The equations of a model without a sum that `declare` put into them; undefined where they do not have it so. */
function undeclared(equations: string, into: string): string | undefined {
  const line = new RegExp(`^([ \\t]*d\\w+/dt[ \\t]*=) \\(([^\\n]*)\\) \\+ ${into}(?:/C)? :`, 'm');
  const sum = new RegExp(`\\n${into} : [^\\n]+ \\(summed\\)$`, 'm');
  if (!line.test(equations) || !sum.test(equations)) return undefined;
  return equations.replace(line, '$1 $2 :').replace(sum, '');
}

/** Takes a coupling away, with the summed variable that was declared for it, where nothing else speaks of that. */
export function removeCoupling(document: ExperimentDocument, at: number): ExperimentDocument {
  const coupling = document.couplings?.[at];
  const rest = removeJoin(document, 'couplings', at);
  if (coupling?.into === undefined) return rest;
  const into = String(coupling.into);
  const models = { ...rest.models };
  for (const name of new Set([modelAt(document, coupling.from), modelAt(document, coupling.to)])) {
    const equations = undeclared(equationsOf(models[name]), into);
    if (equations === undefined) return rest;
    models[name] = { ...models[name], equations } as ModelDocument;
  }
  const without = { ...rest, models };
  const mentioned = new RegExp(`\\b${into}\\b`).test(JSON.stringify(without).replaceAll('\\n', ' '));
  return mentioned ? rest : without;
}

/** Gap junctions act on both ends, sums on the target; each is written in the names of the other where that can be. */
export function actsAs(
  { current, value }: CouplingDocument,
  kind: 'current' | 'value',
): Readonly<Record<string, unknown>> {
  const text = current ?? value ?? '';
  return kind === 'current'
    ? { current: text, value: undefined }
    : { current: undefined, value: text.replaceAll(/(\w+)_other\b/g, '$1_pre') };
}
