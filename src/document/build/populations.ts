/** Populations of a document. */
import type { Model } from '../../equations/model.ts';
import { UserError } from '../../errors.ts';
import type { Network } from '../../network/network.ts';
import type { Population } from '../../network/population.ts';
import { grid, type Positions } from '../../network/positions.ts';
import type { ValueText } from '../../network/values.ts';
import type { PoissonOptions } from '../../stimuli/poisson.ts';
import type { SpikeListOptions } from '../../stimuli/spike-list.ts';
import { nearest } from '../../suggest.ts';
import { entriesOf, type NumberList, numbersOf, type PerItem } from '../attachments.ts';
import type { Path } from '../schema/kinds.ts';
import type { PopulationDocument } from '../schema/networks.ts';
import { type Context, defined, perItem } from './context.ts';
import { tablesOf } from './models.ts';

/** Adds the population to the network. `path`: where it stands in the document. */
export function populate(
  context: Context,
  network: Network,
  name: string,
  given: PopulationDocument,
  models: ReadonlyMap<string, Model>,
  path: Path,
): Population {
  const { knobs, attachments, at } = context;
  const size = at([...path, 'size'], () => knobs.count(given.size, 'The size'));
  const place = given.positions;
  const positions = place && at([...path, 'positions'], () => positionsOf(context, place as PositionsDocument, size));
  const options = { name, ...(positions ? { positions } : {}) };
  if ('poisson' in given)
    return at([...path, 'poisson'], () => network.poisson(size, { ...poissonOf(context, given.poisson), ...options }));
  if ('spikes' in given)
    return at([...path, 'spikes'], () => {
      const { spikes } = given;
      if (!('at' in spikes)) return network.spikes(size, { ...(spikes as SpikeListOptions), ...options });
      const times = entriesOf(spikes.at as NumberList, attachments);
      const cells = numbersOf(spikes.cells as NumberList, attachments);
      if (times.length !== cells.length)
        throw new UserError(`There are ${times.length} times and ${cells.length} cells; one of each makes a spike.`);
      const pairs = Array.from(times, (time, k) => [time, cells[k]!] as const);
      return network.spikes(size, { spikes: pairs, ...options });
    });
  const model = at([...path, 'model'], () => modelNamed(models, given.model));
  const own = new Set([...model.states, ...model.parameters, ...model.derived].map((v) => v.name));
  const initial = Object.entries((given.initial ?? {}) as Readonly<Record<string, PerItem>>).map(
    ([variable, value]): [string, ValueText] => [
      variable,
      at([...path, 'initial', variable], () => atStart(context, value, own)),
    ],
  );
  return at(path, () => network.population(model, size, Object.fromEntries(initial), options));
}

/** What an initial value takes from the document's parameters may change while it runs: time 0 is over then. */
function atStart(context: Context, value: PerItem, own: ReadonlySet<string>): ValueText {
  const { fixed } = context.knobs;
  const before = new Set(fixed);
  const read = perItem(context, value, own);
  for (const name of fixed) if (!before.has(name)) fixed.delete(name);
  return read;
}

/** Throws a UserError where there is no such model. */
export function modelNamed<T>(models: ReadonlyMap<string, T>, name: string): T {
  const model = models.get(name);
  if (model !== undefined) return model;
  const guess = nearest(name, models.keys());
  const meant = guess === undefined ? '' : ` Did you mean '${guess}'?`;
  throw new UserError(`There is no model '${name}'.${meant} There are ${[...models.keys()].join(', ') || 'none'}.`);
}

type GridDocument = readonly [string | number, string | number, (string | number)?];
type PositionsDocument = { readonly grid: GridDocument } | Readonly<Record<string, PerItem>>;

function positionsOf(context: Context, given: PositionsDocument, size: number): Positions {
  const { knobs, attachments } = context;
  if (Array.isArray(given.grid)) {
    const [rows, columns, spacing] = given.grid as unknown as GridDocument;
    const [across, down] = [knobs.count(columns, 'The columns of a grid'), knobs.count(rows, 'The rows of a grid')];
    if (across * down !== size)
      throw new UserError(
        `A grid of ${down} rows and ${across} columns has ${across * down} places for ${size} cells.`,
      );
    return grid(down, across, ...(spacing === undefined ? [] : [knobs.quantity(spacing)]));
  }
  return Object.fromEntries(
    Object.entries(given as Readonly<Record<string, PerItem>>).map(([name, list]) => {
      if (typeof list === 'string' || typeof list === 'number')
        throw new UserError(`The coordinate '${name}' is one value; give a list with one for each cell.`);
      if (Array.isArray(list)) return [name, list.map((x: string | number) => knobs.quantity(x))];
      const { unit = '1' } = list as NumberList;
      return [name, { values: numbersOf(list as NumberList, attachments), unit }];
    }),
  );
}

type PoissonDocument = Extract<PopulationDocument, { poisson: unknown }>['poisson'];

function poissonOf(context: Context, given: PoissonDocument): PoissonOptions {
  const { knobs } = context;
  const { rate, from, to, tables } = given;
  const own = new Set(Object.keys(tables ?? {}));
  const text = (value: string | number | undefined) =>
    value === undefined ? undefined : String(knobs.quantity(value));
  return {
    rate: Array.isArray(rate)
      ? rate.map((entry: string | number) => String(knobs.quantity(entry)))
      : knobs.inText(String(rate), own),
    ...defined({ from: text(from), to: text(to), tables: tablesOf(context, tables) }),
  };
}

/** Ranges of cells [from, to) of the groups, in their order. */
export function rangesOf(
  { knobs }: Context,
  given: NonNullable<PopulationDocument['groups']>,
  size: number,
): [name: string, from: number, to: number][] {
  let next = 0;
  return Object.entries(given).map(([name, range]) => {
    if (Array.isArray(range)) {
      const [from, to] = range as readonly [string | number, string | number];
      next = knobs.count(to, `The end of ${name}`);
      return [name, knobs.count(from, `The start of ${name}`), next];
    }
    if (range === 1 && size > 1)
      throw new UserError(
        `The group '${name}' is 1, which may mean one cell or all: write [${next}, ${next + 1}], or [${next}, ${size}].`,
      );
    // A plain number below 1 is a share of the cells; all else counts them, also an expression such as 0.2*n.
    const share = typeof range === 'number' && range > 0 && range < 1;
    const cells = knobs.count(share ? range * size : (range as string | number), `The size of ${name}`);
    const from = next;
    next += cells;
    if (next > size)
      throw new UserError(
        `The group '${name}' would end at cell ${next} of ${size}; the groups take more cells than there are.`,
      );
    return [name, from, next];
  });
}
