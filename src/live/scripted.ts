/** What was done to a run, as the library's own interventions: a script does it again. */

import type { Intervention } from '../index.ts';
import { stepTime } from '../numbers/decimal.ts';
import { variantsAtStart } from './at-start.ts';
import type { LiveRun } from './live-run.ts';
import { withModel } from './model-text.ts';
import type { Action, Models, ModelText, ScheduledAction } from './types.ts';

/** What an experiment began as. */
type Begun = Pick<LiveRun, 'preset' | 'base' | 'experiment'>;

/** `plan`: what was done to it. */
export function scripted(live: Begun, plan: readonly ScheduledAction[]): Intervention[] {
  const { dt } = live.experiment;
  let { models } = live.base;
  return plan.map(({ step, action }): Intervention => {
    const at = `${stepTime(step, dt)} ms`;
    if (action.kind === 'model') models = withModel(models, action.population, action.model);
    return { at, ...interventionOf(live, action, models) } as Intervention;
  });
}

type Without<I> = I extends unknown ? Omit<I, 'at'> : never;
type Untimed = Without<Intervention>;

function interventionOf(live: Begun, action: Action, models: Models): Untimed {
  switch (action.kind) {
    case 'set': {
      const unit = live.preset.parameters.find((p) => p.name === action.name)?.unit ?? '';
      return { kind: 'set', name: action.name, value: `${action.value} ${unit}`.trimEnd() };
    }
    case 'inject':
      return { kind: 'inject', cells: action.cells, amplitude: action.amplitude, ...lasting(action.duration) };
    case 'silence':
      return { kind: 'silence', cells: action.cells, ...lasting(action.duration) };
    case 'kick':
      return action;
    case 'model':
      return model(live, action.population, models);
  }
}

const lasting = (duration: number): { duration?: string } =>
  Number.isFinite(duration) ? { duration: `${duration} ms` } : {};

/** With the values at time 0 of what the model that the run began with does not have. */
function model(live: Begun, key: string, models: Models): Untimed {
  const variants = variantsAtStart(live);
  const written = (edits: Readonly<Record<string, ModelText>>) => {
    const member = variants.members(edits).find((m) => m.key === key)!;
    const { given } = member.population.blueprint;
    const names = new Set([...member.model.states, ...member.model.parameters].map((v) => v.name));
    const initial = given.kind === 'cells' ? given.initial : {};
    return { member, initial: Object.entries(initial).filter(([name]) => names.has(name)) };
  };
  const { member, initial } = written(models);
  const begun = new Set(written(live.base.models).initial.map(([name]) => name));
  const added = initial.filter(([name]) => !begun.has(name));
  return {
    kind: 'model',
    population: member.population.name,
    model: variants.description(member.population, models),
    ...(added.length === 0 ? {} : { initial: Object.fromEntries(added) }),
  };
}
