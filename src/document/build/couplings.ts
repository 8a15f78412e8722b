/** Couplings of a document. */
import { namesOf } from '../../equations/model.ts';
import { UserError } from '../../errors.ts';
import type { CouplingOptions } from '../../network/coupling.ts';
import type { Network } from '../../network/network.ts';
import type { Population, Slice } from '../../network/population.ts';
import type { PerItem } from '../attachments.ts';
import type { CouplingDocument } from '../schema/networks.ts';
import { type Context, defined, perItem, quantities } from './context.ts';
import { namesOfEnds, ruleOf } from './projections.ts';

/** Couples cells, or places of them where the document says `at` and `g`. */
export function coupled(
  context: Context,
  network: Network,
  given: CouplingDocument,
  source: Population | Slice,
  target: Population | Slice,
): void {
  const { at, g, solve, connect, name, ...other } = given;
  if (at === undefined && g === undefined && solve === undefined) {
    network.couple(source, target, couplingOf(context, given, source, target));
    return;
  }
  const more = Object.keys(other).filter((key) => key !== 'from' && key !== 'to');
  if (at === undefined || g === undefined || more.length > 0)
    throw new UserError(
      `A gap junction between places has 'at' and 'g'${more.length > 0 ? `, and no '${more[0]}'` : ''}: { from, to, connect, at: [dend 1, soma 0.5], g: 3 nS }.`,
    );
  network.couple(source.at(at[0]), target.at(at[1]), {
    connect: ruleOf(context, connect, namesOfEnds(source, target)),
    g: String(context.knobs.quantity(g)),
    ...defined({ solve, name }),
  });
}

/** Options for `Network.couple`. Parameters of the document that the expression uses become the coupling's own. */
function couplingOf(
  context: Context,
  given: CouplingDocument,
  source: Population | Slice,
  target: Population | Slice,
): CouplingOptions {
  const { knobs } = context;
  const pairs = namesOfEnds(source, target);
  const written = quantities(context, (given.parameters ?? {}) as Readonly<Record<string, string | number>>);
  const own = new Set([
    ...namesOfCells(source, ['_pre', '_other', '']),
    ...namesOfCells(target, ['_post', '_other', '']),
    ...Object.keys(written),
    ...['w', 'N_pre', 'N_post'],
  ]);
  const used = knobs.usedIn([given.current, given.value], own);
  const parameters = { ...written, ...Object.fromEntries(used.map((name) => [name, knobs.value(name)])) };
  const weight = given.weight as PerItem | undefined;
  return {
    connect: ruleOf(context, given.connect, pairs),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...defined({
      current: given.current,
      value: given.value,
      into: given.into,
      weight: weight === undefined ? undefined : perItem(context, weight, pairs),
      name: given.name,
    }),
  };
}

function namesOfCells(end: Population | Slice, endings: readonly string[]): string[] {
  const { blueprint } = 'blueprint' in end ? end : end.population;
  return [...namesOf(blueprint.shape)].flatMap((name) => endings.map((ending) => `${name}${ending}`));
}
