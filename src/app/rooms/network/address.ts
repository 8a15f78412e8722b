/**
 * The experiment in the address, so that a link reproduces it. Only what differs from the preset's defaults is written. Links come from
 * strangers: every value is read as if typed, and what does not pass is left at its default and named.
 */
import { parseQuantity, UserError } from '../../../index.ts';
import { presets } from '../../../presets/index.ts';
import type { Experiment } from '../../worker/messages.ts';
import {
  backends,
  defaultExperiment,
  dtRange,
  durationRange,
  presetOf,
  readParameter,
  seedRange,
  within,
} from './experiment.ts';

const longest = 4000;
const milliseconds = parseQuantity('1 ms').dimension;

export function writeAddress(experiment: Experiment): string {
  const preset = presetOf(experiment);
  const standard = defaultExperiment(preset);
  const query = new URLSearchParams({ preset: preset.name });
  for (const p of preset.parameters) {
    const value = experiment.values[p.name];
    if (value !== undefined && value !== p.value) query.set(p.name, p.unit === '' ? `${value}` : `${value} ${p.unit}`);
  }
  if (experiment.seed !== standard.seed) query.set('seed', `${experiment.seed}`);
  if (experiment.duration !== standard.duration) query.set('duration', `${experiment.duration} ms`);
  if (experiment.dt !== standard.dt) query.set('dt', `${experiment.dt} ms`);
  if (experiment.integrator !== standard.integrator) query.set('integrator', experiment.integrator);
  if (experiment.backend !== standard.backend) query.set('backend', experiment.backend);
  return `#network?${query}`;
}

export interface Address {
  readonly experiment: Experiment;
  /** Sentences on what was refused. */
  readonly refused: readonly string[];
}

export function readAddress(hash: string, integrators: readonly string[]): Address {
  const refused: string[] = [];
  const at = hash.indexOf('?');
  const query = new URLSearchParams(at < 0 || hash.length > longest ? '' : hash.slice(at + 1));
  if (hash.length > longest) refused.push(`The link is longer than ${longest} characters and was not read.`);
  const name = query.get('preset');
  const preset = presets.find((p) => p.name === name) ?? presets[0]!;
  if (name !== null && name !== preset.name) {
    refused.push(`The link names an unknown preset '${cut(name)}'; ${preset.name} is shown.`);
  }
  let experiment = defaultExperiment(preset);
  const values: Record<string, number> = { ...experiment.values };
  const take = (text: string, read: () => void) => {
    try {
      read();
    } catch (thrown) {
      if (!(thrown instanceof UserError)) throw thrown;
      refused.push(`In the link, '${cut(text)}' was refused: ${thrown.message}`);
    }
  };
  for (const [key, text] of query) {
    if (key === 'preset') continue;
    const parameter = preset.parameters.find((p) => p.name === key);
    take(text, () => {
      if (parameter !== undefined) values[key] = readParameter(parameter, text);
      else experiment = { ...experiment, ...setting(key, text, integrators) };
    });
  }
  return { experiment: { ...experiment, values }, refused };
}

function setting(key: string, text: string, integrators: readonly string[]): Partial<Experiment> {
  switch (key) {
    case 'seed':
      return { seed: readSeed(text) };
    case 'duration':
      return { duration: readTime(text, durationRange, 'The duration') };
    case 'dt':
      return { dt: readTime(text, dtRange, 'The step dt') };
    case 'integrator':
      if (integrators.includes(text)) return { integrator: text };
      throw new UserError(`the integrators are ${integrators.join(', ')}.`);
    case 'backend': {
      const backend = backends.find((b) => b === text);
      if (backend !== undefined) return { backend };
      throw new UserError(`the backends are ${backends.join(', ')}.`);
    }
    default:
      throw new UserError(`there is no parameter '${cut(key)}'.`);
  }
}

export function readSeed(text: string): number {
  const seed = within(/^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN, seedRange, 'The seed, a whole number,', '');
  return seed;
}

/** '1 s' or '100' (ms), in ms. */
export function readTime(text: string, range: readonly [number, number], what: string): number {
  const full = /[a-zµ]/i.test(text.replace(/e[+-]?\d/i, '')) ? text : `${text} ms`;
  const { value } = parseQuantity(full, milliseconds, what);
  return within(Number(value.toPrecision(12)), range, what, 'ms');
}

const cut = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
