/** A model as it is being typed: its six texts, and what is wrong with them. */
import { TextError, UserError } from '../../index.ts';
import type { Preset } from '../../presets/preset.ts';
import { variantsOf } from '../at-start.ts';
import { withModel } from '../model-text.ts';
import type { NetworkVariants } from '../network-variants.ts';
import type { Experiment, Models, ModelText } from '../types.ts';
import type { ModelSymbols } from './highlight.ts';

const fields = ['equations', 'threshold', 'reset', 'refractory', 'parameters', 'initial'] as const;
export type ModelField = (typeof fields)[number];
export type Draft = Readonly<Record<ModelField, string>>;

export interface DraftProblem {
  readonly field: ModelField;
  /** Place in the field's text; undefined where there is none. */
  readonly at?: number | undefined;
  readonly length?: number | undefined;
  readonly sentence: string;
}

export function draftOf(model: ModelText): Draft {
  const { equations, threshold, reset, refractory, parameters, initial = {} } = model;
  const lines = (table: Readonly<Record<string, string>>) =>
    Object.entries(table)
      .map(([name, value]) => `${name} = ${value}`)
      .join('\n');
  return { equations, threshold, reset, refractory, parameters: lines(parameters), initial: lines(initial) };
}

/** What was kept, if it is a draft. */
export function readDraft(kept: unknown): Draft | undefined {
  const texts = (kept ?? {}) as Readonly<Record<string, unknown>>;
  return fields.every((field) => typeof texts[field] === 'string') ? (texts as Draft) : undefined;
}

/** Throws a TextError in the text of the parameters, or of the initial values. */
export function modelOf(draft: Draft): ModelText {
  const { equations, threshold, reset, refractory } = draft;
  const parameters = tableOf(draft.parameters, `a parameter reads 'g = 5 nS'.`);
  const initial = tableOf(draft.initial, `an initial value reads 'v = -70 mV'.`);
  return { equations, threshold, reset, refractory, parameters, initial };
}

/** Lines of names and values. Throws a TextError, `reads` for a line that is not one. */
function tableOf(whole: string, reads: string): Record<string, string> {
  const table: Record<string, string> = {};
  let at = 0;
  for (const line of whole.split('\n')) {
    const [text = ''] = line.split('#');
    const found = /^\s*([A-Za-z_]\w*)\s*=\s*(\S.*?)\s*$/.exec(text);
    if (found !== null) {
      const [, name = '', value = ''] = found;
      if (name in {} || Object.hasOwn(table, name))
        throw new TextError(`'${name}' cannot be given here, or is given twice.`, whole, at, line.length);
      table[name] = value;
    } else if (text.trim() !== '') throw new TextError(reads, whole, at, Math.max(1, line.length));
    at += line.length + 1;
  }
  return table;
}

/** Checks models of a population against the network of an experiment, as the worker will. */
export class DraftChecker {
  readonly #variants: NetworkVariants;
  readonly #key: string;

  /** `key` names the population, '' the first. */
  constructor(preset: Preset, experiment: Experiment, key: string) {
    this.#key = key;
    this.#variants = variantsOf(preset, experiment);
  }

  /** Undefined where nothing is wrong. `models`: those that run. */
  check(draft: Draft, models: Models): DraftProblem | undefined {
    try {
      this.#variants.network({ models: withModel(models, this.#key, modelOf(draft)) });
      return undefined;
    } catch (thrown) {
      if (thrown instanceof TextError) {
        const { text, at, length, sentence } = thrown;
        return problemAt(draft, { text, at, length, sentence });
      }
      if (thrown instanceof UserError) return problemOf(draft, thrown.message);
      throw thrown;
    }
  }

  /** Names of the model under an edit, for colours and completion. */
  symbols(model: ModelText | undefined): ModelSymbols {
    const members = this.#variants.members(withModel({}, this.#key, model));
    const member = members.find((m) => m.key === this.#key);
    const found = member?.model;
    return {
      states: new Set(found?.states.map((s) => s.name)),
      parameters: new Set([
        ...(found?.derived.map((d) => d.name) ?? []),
        ...(found?.parameters.map((p) => p.name) ?? []),
        ...(member === undefined ? [] : this.#variants.added(member.population)),
      ]),
    };
  }
}

/** A mistake at a place of one of the texts. */
interface TextProblem {
  readonly text: string;
  readonly at: number;
  readonly length: number;
  readonly sentence: string;
}

/** In the field whose text it is of. */
export function problemAt(draft: Draft, place: TextProblem): DraftProblem {
  const { text, at, length, sentence } = place;
  const field = fields.find((f) => draft[f] === text && text !== '');
  return field === undefined ? problemOf(draft, sentence) : { field, at, length, sentence };
}

/** A sentence that names a parameter or an initial value belongs to these, any other to the equations. */
export function problemOf(draft: Draft, sentence: string): DraftProblem {
  const field = /^initial value/i.test(sentence) ? 'initial' : 'parameters';
  const named = field === 'initial' ? /'([A-Za-z_]\w*)'|value of ([A-Za-z_]\w*)/ : /^parameters\.([A-Za-z_]\w*)/;
  const found = named.exec(sentence);
  const name = found?.[1] ?? found?.[2];
  const at = name === undefined ? null : new RegExp(`(^|\\n)\\s*${name}\\s*=`).exec(draft[field]);
  if (name === undefined || at === null) return { field: 'equations', sentence };
  const start = at.index + at[0].indexOf(name);
  return { field, at: start, length: name.length, sentence };
}
