/** A recorded current that flows into the cells of a population: its document with a table for it. */

import { UserError } from '../../errors.ts';
import { decimal } from '../../numbers/decimal.ts';
import { freeName } from '../../numbers/free-name.ts';
import { fromUnit, parseQuantity, toUnit } from '../../quantity/quantity.ts';
import { driven, shownVariable } from '../../simulate/interventions/index.ts';
import { build } from '../build.ts';
import type { ExperimentDocument } from '../schema/experiment.ts';

/** Values of a current: a document with more is too long for a link. */
const most = 20_000;

interface RecordedCurrent {
  /** ms, ascending, at equal distances. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Of the values, such as 'pA' or 'uA/cm^2'. */
  readonly unit: string | undefined;
}

interface Driven {
  readonly document: ExperimentDocument;
  /** The population it flows into. */
  readonly population: string;
}

type Model = NonNullable<ExperimentDocument['models']>[string];

/**
 * The current flows into each cell of the first population: nothing before its first and after its last value. `name` names its file in
 * errors. Throws a UserError where the values are not at equal distances, or no cell can take them.
 */
export function withCurrent(
  document: ExperimentDocument,
  { times, values, unit = '' }: RecordedCurrent,
  name: string,
): Driven {
  if (values.length < 2 || values.length > most)
    throw new UserError(`'${name}' has ${values.length} values; a current has 2 to ${most}.`);
  const width = Number(((times.at(-1)! - times[0]!) / (times.length - 1)).toPrecision(9));
  const odd = times.findIndex((t, k) => Math.abs(t - times[0]! - k * width) > 1e-3 * width);
  if (odd >= 0)
    throw new UserError(
      `'${name}': the current is given every ${width} ms, but its value number ${odd + 1} at ${times[odd]} ms; times must be at equal distances.`,
    );
  const { network, run } = build(document);
  const population = network.populations.find((p) => p.blueprint.role === 'cells');
  const given = population && document.populations[population.name];
  const model = given && 'model' in given ? document.models?.[given.model] : undefined;
  if (population === undefined || given === undefined || !('model' in given) || model === undefined)
    throw new UserError(`The network has no cells of a model of its own that a current could flow into.`);
  const { dt = '0.1 ms', voltage } = run;
  const built = population.blueprint.model(toUnit(parseQuantity(dt).value, 'ms'));
  const variable = shownVariable(built, voltage ?? 'V');
  if (variable === undefined)
    throw new UserError(`Cells of ${population.name} have no voltage, so no current flows into them.`);
  const taken = new Set([...built.states, ...built.parameters, ...built.derived].map((v) => v.name));
  const table = freeName('I_recorded', (name) => taken.has(name) || name in (tablesOf(model) ?? {}));
  // One entry of nothing before the values, and one after: a table continues with its ends.
  const start = decimal(times[0]! - width);
  // A fifth of a step, as tables add to the time itself: a rounded difference would now and then fall into the entry before.
  const argument = start === 0 ? 't' : `t + 0.2*dt ${start < 0 ? '+' : '-'} ${Math.abs(start)}*ms`;
  const into = driven(built, variable, unit);
  const inside = Array.from(values, (v) => toUnit(fromUnit(v, unit), into.unit));
  const tables = {
    ...tablesOf(model),
    [table]: { values: { values: [0, ...inside, 0], unit: into.unit }, dt: `${width} ms` },
  };
  const changed = withTerm(model, `${table}(${argument})`, tables, (equations, term) =>
    into.equations(equations, term),
  );
  const copy = `${given.model}_driven`;
  return {
    population: population.name,
    document: {
      ...document,
      models: { ...document.models, [copy]: changed },
      populations: { ...document.populations, [population.name]: { ...given, model: copy } },
    },
  };
}

type Tables = Readonly<Record<string, unknown>>;

/** Where a model keeps its tables: among its equations, or among the options of a compartment or point neuron. */
const partOf = (model: Model): Readonly<Record<string, unknown>> =>
  ('equations' in model ? model : Object.values(model)[0]) as Readonly<Record<string, unknown>>;

const tablesOf = (model: Model): Tables | undefined => partOf(model)['tables'] as Tables | undefined;

function withTerm(
  model: Model,
  current: string,
  tables: Tables,
  write: (equations: string, term: string) => string,
): Model {
  const part = partOf(model);
  if ('equations' in model)
    return { ...model, equations: write(String(model.equations), current), tables } as unknown as Model;
  const before = part['stimulus'] as string | undefined;
  const stimulus = before === undefined ? current : `(${before}) + ${current}`;
  return { [Object.keys(model)[0]!]: { ...part, stimulus, tables } } as unknown as Model;
}
