/** How a document's network is run, and what is done to it. */

import { integratorNamed } from '../../compile/tree-rule.ts';
import type { Model } from '../../equations/model.ts';
import { UserError } from '../../errors.ts';
import { parseStep, stepsIn } from '../../simulate/clock.ts';
import type { Intervention } from '../../simulate/interventions/types.ts';
import type { SimulateOptions } from '../../simulate/simulate.ts';
import type { PerItem } from '../attachments.ts';
import { requestsOf } from '../record.ts';
import type { ExperimentDocument } from '../schema/experiment.ts';
import { type Context, defined, perItem } from './context.ts';
import { modelNamed } from './populations.ts';

const DEFAULT_DT = '0.1 ms';

/** Options for `simulate`. */
export function runOf(
  context: Context,
  document: ExperimentDocument,
  models: ReadonlyMap<string, Model>,
): SimulateOptions {
  const { knobs, at } = context;
  const { duration, dt, integrator, backend, threads, strategy, connectivity, record, voltage } = document.run;
  const step = at(['run', 'dt'], () => String(knobs.quantity(dt ?? DEFAULT_DT)));
  const steps = at(['run', 'dt'], () => parseStep(step));
  const lasting = at(['run', 'duration'], () => {
    const text = String(knobs.quantity(duration));
    stepsIn(text, steps);
    return text;
  });
  if (integrator !== undefined) at(['run', 'integrator'], () => integratorNamed(integrator));
  const requests = record && at(['run', 'record'], () => requestsOf(record, (every) => knobs.quantity(every)));
  const interventions = (document.do ?? []).flatMap((one, k) =>
    at(['do', k], () => interventionsOf(context, one as InterventionDocument, models)),
  );
  return {
    duration: lasting,
    dt: step,
    ...defined({ integrator, backend, threads, strategy, connectivity, voltage, record: requests }),
    ...(interventions.length === 0 ? {} : { interventions }),
  };
}

type Cells = string | readonly number[];

interface InterventionDocument {
  readonly at: string | number;
  readonly set?: Readonly<Record<string, string | number>>;
  readonly population?: string;
  readonly inject?: { readonly cells: Cells; readonly amplitude: string | number; readonly duration?: string | number };
  readonly silence?: { readonly cells: Cells; readonly duration?: string | number };
  readonly kick?: { readonly cells: Cells; readonly amplitude: string | number };
  readonly model?: {
    readonly name: string;
    readonly population?: string;
    readonly initial?: Readonly<Record<string, PerItem>>;
  };
}

const acts = ['set', 'inject', 'silence', 'kick', 'model'] as const;

function interventionsOf(
  context: Context,
  given: InterventionDocument,
  models: ReadonlyMap<string, Model>,
): Intervention[] {
  const { knobs } = context;
  const named = acts.filter((act) => given[act] !== undefined);
  if (named.length !== 1)
    throw new UserError(`An intervention has one of ${acts.join(', ')}, not ${named.join(', ') || 'none'}.`);
  if (given.population !== undefined && given.set === undefined)
    throw new UserError(`'population' belongs to set; of a model it stands beside its name.`);
  const text = (value: string | number): string => String(knobs.quantity(value));
  const at = text(given.at);
  const lasting = (duration: string | number | undefined) =>
    duration === undefined ? {} : { duration: text(duration) };
  const { set, inject, silence, kick, model, population } = given;
  if (set)
    return Object.entries(set).map(([name, value]): Intervention => {
      if (knobs.fixed.has(name))
        throw new UserError(
          `'${name}' cannot be set while it runs: its value stands in something that is fixed when the network is built. Use it by its name in equations or onSpike only.`,
        );
      return { at, kind: 'set', name, value: text(value), ...(population === undefined ? {} : { population }) };
    });
  if (inject)
    return [
      { at, kind: 'inject', cells: inject.cells, amplitude: text(inject.amplitude), ...lasting(inject.duration) },
    ];
  if (silence) return [{ at, kind: 'silence', cells: silence.cells, ...lasting(silence.duration) }];
  if (kick) return [{ at, kind: 'kick', cells: kick.cells, amplitude: text(kick.amplitude) }];
  const { name, population: of, initial } = model!;
  const { description, states, parameters } = modelNamed(models, name);
  const own = new Set([...states, ...parameters].map((v) => v.name));
  const values = Object.entries(initial ?? {}).map(([variable, value]) => [variable, perItem(context, value, own)]);
  return [
    {
      at,
      kind: 'model',
      model: description,
      ...(of === undefined ? {} : { population: of }),
      ...(values.length === 0 ? {} : { initial: Object.fromEntries(values) }),
    },
  ];
}
