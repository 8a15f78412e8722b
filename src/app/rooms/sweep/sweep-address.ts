/** A sweep in the address: '#sweep?preset=ei-tutorial&x=w_i:0:134:5&y=share_E:0.5:0.9:5'. */
import { UserError } from '../../../index.ts';
import { pointPresets } from '../../../presets/index.ts';
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
} from '../../../presets/sweeps/plan.ts';
import {
  backendKey,
  dtKey,
  durationKey,
  integratorKey,
  type Keys,
  readKey,
  seedKey,
  setKeys,
  timeKey,
} from '../../address-keys.ts';
import { durationRange, readParameter } from '../../entries.ts';
import { Link, setParameters } from '../../link.ts';
import { presetOfLink } from '../../network-presets.ts';

const longest = 4000;

export function writeAddress(plan: SweepPlan): string {
  const preset = presetOrFirst(plan.preset);
  const query = new URLSearchParams({ preset: plan.preset, x: axisText(plan.x) });
  query.set('y', plan.y === undefined ? '' : axisText(plan.y));
  const standard = planFor(plan.preset);
  setParameters(query, preset.parameters, plan.values, standard.values);
  setKeys(query, keys, plan, standard);
  return `#sweep?${query}`;
}

const axisText = (a: SweepAxis): string => `${a.name}:${a.from}:${a.to}:${a.count}${a.logarithmic ? ':log' : ''}`;

export function readAddress(hash: string): { readonly plan: SweepPlan; readonly refused: readonly string[] } {
  const link = new Link(hash, longest);
  const preset = presetOfLink(link, pointPresets, presetOrFirst(examples[0]!.plan.preset));
  let plan = link.fold(
    planFor(preset.name),
    (read, key, text) => {
      const parameter = preset.parameters.find((p) => p.name === key);
      if (parameter !== undefined)
        return { ...read, values: { ...read.values, [key]: readParameter(parameter, text) } };
      if (key === 'x') return { ...read, x: readAxis(preset.name, text) };
      if (key === 'y') return { ...read, y: text === '' ? undefined : readAxis(preset.name, text) };
      return { ...read, ...readKey(keys, key, text) };
    },
    ['preset'],
  );
  if (plan.transient >= plan.duration) plan = { ...plan, transient: 0 };
  if (plan.y?.name === plan.x.name) plan = { ...plan, y: undefined };
  const { x, y, seeds } = planFor(preset.name);
  let settled: SweepPlan = { ...plan, x, y, seeds };
  link.take(axisText(plan.x), () => {
    // Throws where they are too many networks together.
    pointsOf(plan);
    settled = plan;
  });
  return { plan: settled, refused: link.refused };
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

function readAxis(preset: string, text: string): SweepAxis {
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
