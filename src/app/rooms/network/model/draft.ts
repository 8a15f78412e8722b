/** A model as it is being typed: its five texts, and what is wrong with them. */
import { TextError, UserError, untouched } from '../../../../index.ts';
import type { Preset } from '../../../../presets/preset.ts';
import { LiveParameters } from '../../../worker/live-parameters.ts';
import type { Experiment, Failure, Models, ModelText } from '../../../worker/messages.ts';
import { withModel } from '../../../worker/model-text.ts';
import { Family } from '../../../worker/variant.ts';
import type { Symbols } from './highlight.ts';

const fields = ['equations', 'threshold', 'reset', 'refractory', 'parameters'] as const;
export type Field = (typeof fields)[number];
export type Draft = Readonly<Record<Field, string>>;

export interface Problem {
  readonly field: Field;
  /** Place in the field's text; undefined where there is none. */
  readonly at?: number | undefined;
  readonly length?: number | undefined;
  readonly sentence: string;
}

export function draftOf(model: ModelText): Draft {
  const { equations, threshold, reset, refractory, parameters } = model;
  const lines = Object.entries(parameters).map(([name, value]) => `${name} = ${value}`);
  return { equations, threshold, reset, refractory, parameters: lines.join('\n') };
}

/** Throws a TextError in the text of the parameters. */
export function modelOf(draft: Draft): ModelText {
  const parameters: Record<string, string> = {};
  let at = 0;
  for (const line of draft.parameters.split('\n')) {
    const [text = ''] = line.split('#');
    const found = /^\s*([A-Za-z_]\w*)\s*=\s*(\S.*?)\s*$/.exec(text);
    if (found !== null) {
      const [, name = '', value = ''] = found;
      if (name in {} || Object.hasOwn(parameters, name))
        throw new TextError(`'${name}' cannot be given here, or is given twice.`, draft.parameters, at, line.length);
      parameters[name] = value;
    } else if (text.trim() !== '')
      throw new TextError(`a parameter reads 'g = 5 nS'.`, draft.parameters, at, Math.max(1, line.length));
    at += line.length + 1;
  }
  const { equations, threshold, reset, refractory } = draft;
  return { equations, threshold, reset, refractory, parameters };
}

/** Checks models of a population against the network of an experiment, as the worker will. */
export class Checker {
  readonly #family: Family;
  readonly #key: string;

  /** `key` names the population, '' the first. */
  constructor(preset: Preset, experiment: Experiment, key: string) {
    this.#key = key;
    const values = new LiveParameters(preset, experiment.values).internal();
    this.#family = new Family(preset, preset.build(values, experiment.seed), experiment.dt);
  }

  /** Undefined where nothing is wrong. `models`: those that run. */
  check(draft: Draft, models: Models): Problem | undefined {
    try {
      this.#family.network({ models: withModel(models, this.#key, modelOf(draft)), parts: untouched }, new Map());
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
  symbols(model: ModelText | undefined): Symbols {
    const members = this.#family.members(withModel({}, this.#key, model));
    const member = members.find((m) => m.key === this.#key);
    const found = member?.model;
    return {
      states: new Set(found?.states.map((s) => s.name)),
      parameters: new Set([
        ...(found?.derived.map((d) => d.name) ?? []),
        ...(found?.parameters.map((p) => p.name) ?? []),
        ...(member === undefined ? [] : this.#family.added(member.population)),
      ]),
    };
  }
}

export function problemAt(draft: Draft, place: NonNullable<Failure['place']>): Problem {
  const { text, at, length, sentence } = place;
  const field = fields.find((f) => draft[f] === text && text !== '');
  return field === undefined ? problemOf(draft, sentence) : { field, at, length, sentence };
}

/** A sentence that names a parameter belongs to the parameters, any other to the equations. */
export function problemOf(draft: Draft, sentence: string): Problem {
  const name = /^parameters\.([A-Za-z_]\w*)/.exec(sentence)?.[1];
  if (name === undefined) return { field: 'equations', sentence };
  const at = new RegExp(`(^|\\n)\\s*${name}\\s*=`).exec(draft.parameters);
  if (at === null) return { field: 'equations', sentence };
  const start = at.index + at[0].indexOf(name);
  return { field: 'parameters', at: start, length: name.length, sentence };
}
