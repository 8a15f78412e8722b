/** Parts of a membrane in a document: channels, synapses, pools. */
import * as library from '../../cells/index.ts';
import { calciumPool, firstOrderCalcium, type IonPool, type MembranePart } from '../../cells/index.ts';
import * as synapses from '../../synapses/index.ts';
import { type Context, defined, quantities } from './context.ts';

type Plain = Readonly<Record<string, unknown>>;
type Quantities = Readonly<Record<string, string | number>>;

type Maker = (options?: object) => MembranePart;

/** `text` reads a value; by default a quantity. `own`: names that are no parameters of the document there. */
export function channelOf(
  context: Context,
  part: unknown,
  own: ReadonlySet<string>,
  text = (value: string | number): string => String(context.knobs.quantity(value, own)),
): MembranePart {
  const [name, given] =
    typeof part === 'string' ? [part, null] : (Object.entries(part as object)[0] as [string, Plain | null]);
  const make = (library as unknown as Readonly<Record<string, Maker>>)[name]!;
  const { parameters, q10, label, ...values } = (given ?? {}) as { readonly parameters?: Quantities } & Plain;
  const texts = (entries: Quantities) =>
    Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, text(value)]));
  return make({
    ...texts(values as Quantities),
    ...defined({ q10, label, parameters: parameters && texts(parameters) }),
  });
}

export const synapsesOf = (context: Context, given: unknown): MembranePart[] =>
  ((given as readonly Plain[] | undefined) ?? []).map((part) => synapseOf(context, part));

export function synapseOf(context: Context, part: Plain): MembranePart {
  const [name, [label, options = {}]] = Object.entries(part)[0] as [string, [string, Quantities?]];
  const make = (synapses as unknown as Readonly<Record<string, (label: string, options: object) => MembranePart>>)[
    name
  ]!;
  return make(label, textsOf(context, options));
}

export function poolOf(context: Context, given: Plain): IonPool {
  const [name, options] = Object.entries(given)[0] as [string, Quantities];
  const texts = textsOf(context, options);
  return name === 'calciumPool' ? calciumPool(texts) : firstOrderCalcium(texts as { alpha: string; beta: string });
}

/** Options that the library takes as texts. */
const textsOf = (context: Context, given: Quantities): Record<string, string> =>
  Object.fromEntries(Object.entries(quantities(context, given)).map(([key, value]) => [key, String(value)]));
