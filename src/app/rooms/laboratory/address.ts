/** The experiment in the address. */
import { parseQuantity, UserError } from '../../../index.ts';
import { presets } from '../../../presets/index.ts';
import { dtRange, readIntegrator, readParameter, readSeed, readTime, within } from '../../entries.ts';
import { excerpt, Link, noParameter, setParameters } from '../../link.ts';
import {
  defaultExperiment,
  drawsStarts,
  durationRange,
  type Experiment,
  firstCells,
  presetNamed,
  readSteps,
  views,
} from './experiment.ts';

const longest = 4000;

export function writeAddress(e: Experiment): string {
  const preset = presetNamed(e.preset);
  const standard = defaultExperiment(preset);
  const query = new URLSearchParams({ preset: preset.name });
  if (e.view !== 'integrators') query.set('view', e.view);
  setParameters(query, preset.parameters, e.values);
  if (e.integrators.join() !== standard.integrators.join()) query.set('integrators', e.integrators.join(' '));
  if (e.dts.join() !== standard.dts.join()) query.set('dts', e.dts.join(' '));
  if (e.dt !== standard.dt) query.set('dt', `${e.dt} ms`);
  if (e.duration !== standard.duration) query.set('duration', `${e.duration} ms`);
  if (e.seed !== standard.seed) query.set('seed', `${e.seed}`);
  if (e.starts !== standard.starts) query.set('starts', e.starts);
  return `#laboratory?${query}`;
}

export interface Address {
  readonly experiment: Experiment;
  /** Sentences on what was refused. */
  readonly refused: readonly string[];
}

export function readAddress(hash: string): Address {
  const link = new Link(hash, longest);
  const { query, refused } = link;
  const name = query.get('preset') ?? firstCells[0]!;
  const preset = presets.find((p) => p.name === name) ?? presetNamed(firstCells[0]!);
  if (name !== preset.name) refused.push(`The link names an unknown cell '${excerpt(name)}'; ${preset.name} is shown.`);
  let e = defaultExperiment(preset);
  for (const [key, text] of query) {
    if (key === 'preset') continue;
    link.take(text, () => {
      const parameter = preset.parameters.find((p) => p.name === key);
      e = parameter
        ? { ...e, values: { ...e.values, [key]: readParameter(parameter, text) } }
        : { ...e, ...setting(key, text, e) };
    });
  }
  return { experiment: settled(e), refused };
}

/** What must hold between the settings: a shown step that is one of the steps, and random starts only where the cell draws them. */
export function settled(e: Experiment): Experiment {
  const dt = e.dts.includes(e.dt) ? e.dt : e.dts[0]!;
  const starts = drawsStarts(presetNamed(e.preset)) ? e.starts : 'shared';
  return dt === e.dt && starts === e.starts ? e : { ...e, dt, starts };
}

function setting(key: string, text: string, e: Experiment): Partial<Experiment> {
  switch (key) {
    case 'view': {
      const view = views.find((v) => v.name === text);
      if (view) return { view: view.name };
      throw new UserError(`the views are ${views.map((v) => v.name).join(', ')}.`);
    }
    case 'integrators':
      return { integrators: readIntegrators(text) };
    case 'dts':
      return { dts: readSteps(text, e.duration) };
    case 'dt':
      return { dt: within(parseQuantity(text, undefined, 'dt').value, dtRange, 'The step dt', 'ms') };
    case 'duration':
      return { duration: readTime(text, durationRange, 'The duration') };
    case 'seed':
      return { seed: readSeed(text) };
    case 'starts':
      if (text === 'shared' || text === 'random') return { starts: text };
      throw new UserError("starts are 'shared' or 'random'.");
    default:
      throw noParameter(key);
  }
}

function readIntegrators(text: string): string[] {
  return [...new Set(text.trim().split(/[\s,]+/))].map(readIntegrator);
}
