/** A sweep in the address: '#sweep?preset=ei-tutorial&x=w_i:0:134:5&y=share_E:0.5:0.9:5'. */
import { UserError } from '../../index.ts';
import { pointPresets } from '../../presets/index.ts';
import type { PresetFacts } from '../../presets/preset.ts';
import {
  axisParameters,
  examples,
  mostSeeds,
  parameterOf,
  planFor,
  pointsOf,
  presetOrFirst,
  type SweepAxis,
  type SweepPlan,
  settledAxis,
} from '../../presets/sweeps/plan.ts';
import {
  backendKey,
  dtKey,
  durationKey,
  integratorKey,
  type Keys,
  nameKey,
  populationKey,
  readKey,
  seedKey,
  setKeys,
  timeKey,
} from '../address-keys.ts';
import { durationRange, readParameter } from '../entries.ts';
import { Link, setParameters } from '../link.ts';
import { presetOfLink } from '../network-presets.ts';
import { ownByToken, ownOf, presetOf } from '../own/registry.ts';

/** With a document in it. */
const longest = 200_000;

export const views = [
  { name: 'maps', title: 'Maps' },
  { name: 'table', title: 'Table' },
] as const;

/** How its results are looked at. */
interface SweepLook {
  readonly show: (typeof views)[number]['name'];
  /** Group of cells whose rate is shown; '' for the first. */
  readonly of: string;
}

const usualLook: SweepLook = { show: 'maps', of: '' };
const lookKeys: Keys<SweepLook> = { show: nameKey(views, 'there are'), of: populationKey };

export function writeAddress(plan: SweepPlan, look: SweepLook = usualLook): string {
  const preset = presetOf(plan);
  const own = ownOf(plan);
  const query = new URLSearchParams(own === undefined ? { preset: plan.preset } : { doc: own.token });
  query.set('x', axisText(plan.x));
  query.set('y', plan.y === undefined ? '' : axisText(plan.y));
  const standard = planFor(preset, plan.document);
  setParameters(query, preset.parameters, plan.values, standard.values);
  setKeys(query, keys, plan, standard);
  setKeys(query, lookKeys, look, usualLook);
  return `#sweep?${query}`;
}

const axisText = (a: SweepAxis): string => `${a.name}:${a.from}:${a.to}:${a.count}${a.logarithmic ? ':log' : ''}`;

export function readAddress(hash: string): { plan: SweepPlan; look: SweepLook; refused: readonly string[] } {
  const link = new Link(hash, longest);
  const first = presetOrFirst(examples[0]!.plan.preset);
  const own = ownByToken(link.query.get('doc') ?? '');
  const wanted = own?.preset ?? presetOfLink(link, pointPresets, first);
  let [preset, standard]: [PresetFacts, SweepPlan] = [first, planFor(first)];
  link.take(wanted.title, () => {
    [preset, standard] = [wanted, planFor(wanted, own?.experiment.document)];
  });
  if (own !== undefined && own.plan.length > 0)
    link.refused.push(
      'What the document does while it runs (do) is left out: every network of a sweep runs undisturbed.',
    );
  let look = usualLook;
  let plan = link.fold(
    standard,
    (read, key, text) => {
      const parameter = preset.parameters.find((p) => p.name === key);
      if (parameter !== undefined)
        return { ...read, values: { ...read.values, [key]: readParameter(parameter, text) } };
      if (key === 'x') return { ...read, x: readAxis(preset, text) };
      if (key === 'y') return { ...read, y: text === '' ? undefined : readAxis(preset, text) };
      if (!Object.hasOwn(lookKeys, key)) return { ...read, ...readKey(keys, key, text) };
      look = { ...look, ...readKey(lookKeys, key, text) };
      return read;
    },
    ['preset', 'doc'],
  );
  if (plan.transient >= plan.duration) plan = { ...plan, transient: 0 };
  if (plan.y?.name === plan.x.name) plan = { ...plan, y: undefined };
  const { x, y, seeds } = standard;
  let settled: SweepPlan = { ...plan, x, y, seeds };
  link.take(axisText(plan.x), () => {
    // Throws where they are too many networks together.
    pointsOf(plan, preset);
    settled = plan;
  });
  return { plan: settled, look, refused: link.refused };
}

const keys: Keys<SweepPlan> = {
  seed: seedKey,
  seeds: { read: readSeeds },
  duration: durationKey,
  transient: timeKey([0, durationRange[1]], 'The transient'),
  dt: dtKey,
  integrator: integratorKey,
  backend: backendKey,
};

export function readSeeds(text: string): number {
  const seeds = Number(text);
  if (Number.isInteger(seeds) && seeds >= 1 && seeds <= mostSeeds) return seeds;
  throw new UserError(`The number of seeds is a whole number from 1 to ${mostSeeds}.`);
}

function readAxis(preset: PresetFacts, text: string): SweepAxis {
  const [name = '', from, to, count, log] = text.split(':');
  const parameter = parameterOf(preset, name);
  if (parameter === undefined)
    throw new UserError(
      `an axis is one of ${axisParameters(preset)
        .map((p) => p.name)
        .join(', ')}.`,
    );
  const axis = { name, from: Number(from), to: Number(to), count: Number(count), logarithmic: log === 'log' };
  return settledAxis(axis, parameter);
}
