/** Interventions as text that can be read again: in links, in records, on the timeline. */

import { CellTexts, cellsText, parseQuantity, UserError } from '../index.ts';
import { type Amount, amountText } from '../numbers/amount.ts';
import { decimal, stepTime } from '../numbers/decimal.ts';
import type { Action, ModelText, ScheduledAction } from './types.ts';

const time = parseQuantity('1 ms').dimension;

/** ' for 5 ms'; '' for ever. */
export const lasting = (duration: number): string => (Number.isFinite(duration) ? ` for ${duration} ms` : '');

/** 'inject 100 pA for 5 ms into 0-99'. */
export function actionText(action: Action): string {
  switch (action.kind) {
    case 'set':
      return `set ${action.name} ${amountText(action.value)}`;
    case 'model':
      return action.model === undefined && action.population === ''
        ? 'model'
        : `model ${modelJson(action.population, action.model)}`;
    case 'inject':
      return `inject ${action.amplitude}${lasting(action.duration)} into ${cellsText(action.cells)}`;
    case 'silence':
      return `silence ${cellsText(action.cells)}${lasting(action.duration)}`;
    case 'kick':
      return `kick ${action.amplitude} to ${cellsText(action.cells)}`;
  }
}

/**
 * The reverse. `readValue` reads a parameter's value, `texts` the cells, which count on from text to text. Throws a
 * UserError.
 */
export function readAction(
  text: string,
  readValue: (name: string, text: string) => Amount,
  texts: CellTexts = new CellTexts(),
): Action {
  const [, kind = '', rest = ''] = /^(\w+)(?:\s+([\s\S]*))?$/.exec(text.trim()) ?? [];
  const lacking = (): UserError => new UserError(`'${kind}' is not followed by what it needs.`);
  // Only lists of cells are long; patterns see the rest alone, so that no text takes them long.
  const parts = (pattern: RegExp, text = rest): string[] => {
    const found = text.length > LONGEST_WORDS ? null : pattern.exec(text);
    if (found === null) throw lacking();
    return found.slice(1).map((part) => part ?? '');
  };
  const split = (word: string, at: number): [before: string, after: string] => {
    if (at < 0) throw lacking();
    return [rest.slice(0, at), rest.slice(at + word.length + 2)];
  };
  switch (kind) {
    case 'set': {
      const [name, value] = parts(/^(\w+)\s+(.+)$/) as [string, string];
      return { kind, name, value: readValue(name, value) };
    }
    case 'model':
      return { kind, ...(rest === '' ? { population: '', model: undefined } : readModel(rest)) };
    case 'inject': {
      const [words, cells] = split('into', rest.lastIndexOf(' into '));
      const [amplitude, duration] = parts(/^(.+?)(?:\s+for\s+(.+?))?\s*$/, words) as [string, string];
      return { kind, amplitude: readAmplitude(amplitude), duration: readDuration(duration), cells: texts.read(cells) };
    }
    case 'silence': {
      const at = rest.indexOf(' for ');
      const [cells, duration] = at < 0 ? [rest, ''] : split('for', at);
      if (rest.trim() === '' || (at >= 0 && duration.trim() === '')) throw lacking();
      return { kind, duration: readDuration(duration), cells: texts.read(cells) };
    }
    case 'kick': {
      const [amplitude, cells] = split('to', rest.lastIndexOf(' to '));
      return { kind, amplitude: readAmplitude(amplitude), cells: texts.read(cells) };
    }
    default:
      throw new UserError('what can be done is set, model, inject, silence and kick.');
  }
}

/** Characters of what is said besides cells and models. */
const LONGEST_WORDS = 400;

/** ms; '' never ends. */
export function readDuration(text: string): number {
  if (text.trim() === '') return Number.POSITIVE_INFINITY;
  const { value } = parseQuantity(/[a-zµ]/i.test(text) ? text : `${text} ms`, time, 'The duration');
  if (!(value > 0 && value <= 1e9)) throw new UserError('The duration must be longer than 0 ms.');
  return decimal(value);
}

function readAmplitude(text: string): string {
  const { value } = parseQuantity(text);
  if (!Number.isFinite(value)) throw new UserError(`'${text.slice(0, 40)}' is not a finite quantity.`);
  return text.trim();
}

const texts = ['equations', 'threshold', 'reset', 'refractory'] as const;
/** Longest text of a model that a link may bring. */
const MOST_TEXT = 20_000;

/** A model as JSON, with the name of its population unless that is the first; undefined for the preset's own. */
export const modelJson = (population: string, model: ModelText | undefined): string =>
  JSON.stringify({ ...(population === '' ? {} : { population }), ...model });

/** The reverse, every field checked to be a text. Throws a UserError. */
export function readModel(json: string): { population: string; model: ModelText | undefined } {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch {
    throw new UserError('the model is not readable.');
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw new UserError('the model is not readable.');
  const field = (from: object, name: string): unknown =>
    Object.hasOwn(from, name) ? (from as Record<string, unknown>)[name] : undefined;
  const text = (name: string): string => {
    const value = field(raw, name) ?? '';
    if (typeof value !== 'string' || value.length > MOST_TEXT) throw new UserError(`the model's ${name} is no text.`);
    return value;
  };
  const population = text('population');
  if (population.length > 200 || population in {}) throw new UserError('the population of the model is not readable.');
  if (Object.keys(raw).every((name) => name === 'population')) return { population, model: undefined };
  const [equations, threshold, reset, refractory] = texts.map(text) as [string, string, string, string];
  const table = (key: string, what: string): Record<string, string> => {
    const read: Record<string, string> = {};
    const given = field(raw, key);
    for (const [name, value] of Object.entries(typeof given === 'object' && given !== null ? given : {})) {
      if (typeof value !== 'string' || value.length > 200 || !/^[A-Za-z]\w{0,59}$/.test(name))
        throw new UserError(`the model's ${what} '${name.slice(0, 20)}' is not readable.`);
      read[name] = value;
    }
    return read;
  };
  const parameters = table('parameters', 'parameter');
  const initial = field(raw, 'initial') === undefined ? {} : { initial: table('initial', 'initial value') };
  return { population, model: { equations, threshold, reset, refractory, parameters, ...initial } };
}

/** '12.3 ms: inject 100 pA for 5 ms into 0-99', for records and scripts. */
export function actionLine({ step, action }: ScheduledAction, dt: number): string {
  return `${stepTime(step, dt)} ms: ${actionText(action)}`;
}
