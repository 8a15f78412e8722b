/** Cells with dendrites of a document. */
import { type Neuron, neuron, type Paint, type Placed } from '../../dendrites/index.ts';
import { UserError } from '../../errors.ts';
import { cable, morphology, type Shape } from '../../morphology/index.ts';
import { textOf } from '../attachments.ts';
import type { neuron as schema } from '../schema/dendrites.ts';
import type { Of } from '../schema/kinds.ts';
import { type Context, defined } from './context.ts';
import { channelOf, poolOf, synapseOf } from './membranes.ts';

type NeuronDocument = Of<typeof schema>;
type Quantities = Readonly<Record<string, string | number>>;
type Plain = Readonly<Record<string, unknown>>;

/** What densities may name besides parameters of the document. */
const measures: ReadonlySet<string> = new Set(['distance', 'diameter', 'order', 'x', 't']);

export function neuronOf(context: Context, given: NeuronDocument): Neuron {
  const text = (value: string | number): string => String(context.knobs.quantity(value));
  const { shape, Ra, C, temperature, compartments, regions, detect } = given;
  const paint = given.paint.map((entry) => paintOf(context, entry as PaintDocument));
  const place = Object.entries(given.place ?? {}).map(([name, placed]) => [
    name,
    placedOf(context, placed as Plain & { readonly at: string }),
  ]);
  return neuron({
    shape: shapeOf(context, shape as ShapeDocument),
    Ra: text(Ra),
    paint,
    ...defined({
      C: C === undefined ? undefined : text(C),
      temperature: temperature === undefined ? undefined : text(temperature),
      compartments: compartments && cutOf(context, compartments as CutDocument),
      regions: regions && inTexts(context, regions),
      detect,
    }),
    ...(place.length === 0 ? {} : { place: Object.fromEntries(place) as Record<string, Placed> }),
  });
}

type ShapeDocument =
  | { readonly swc: string; readonly rule?: 'neuron' | 'arbor' }
  | { readonly file: string; readonly rule?: 'neuron' | 'arbor' }
  | { readonly cable: Parameters<typeof cable>[0] };

function shapeOf(context: Context, given: ShapeDocument): Shape {
  if ('cable' in given)
    return cable(
      Object.fromEntries(
        Object.entries(given.cable).map(([name, { L, diameter, ...rest }]) => [
          name,
          { L: context.knobs.quantity(L), diameter: context.knobs.quantity(diameter), ...rest },
        ]),
      ),
    );
  const { rule } = given;
  const text = 'swc' in given ? given.swc : textOf(given.file, context.attachments);
  return morphology(text, rule === undefined ? {} : { rule });
}

interface CutDocument {
  readonly lambda?: number;
  readonly frequency?: string | number;
  readonly longest?: string | number;
  readonly each?: number;
  readonly sections?: Readonly<Record<string, number>>;
}

const cutOf = ({ knobs }: Context, { frequency, longest, ...rest }: CutDocument) => ({
  ...rest,
  ...defined({
    frequency: frequency === undefined ? undefined : String(knobs.quantity(frequency)),
    longest: longest === undefined ? undefined : String(knobs.quantity(longest)),
  }),
});

/** Texts that may name parameters of the document, and what a place is. */
const inTexts = <T extends string | number>({ knobs }: Context, given: Readonly<Record<string, T>>) =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : knobs.inText(value, measures),
    ]),
  ) as Record<string, T extends number ? string | number : string>;

interface PaintDocument {
  readonly on: string;
  readonly channels?: readonly unknown[];
  readonly pools?: readonly Plain[];
  readonly equations?: string;
  readonly parameters?: Quantities;
  readonly C?: string | number;
  readonly Ra?: string | number;
}

function paintOf(context: Context, { on, channels, pools, equations, parameters, C, Ra }: PaintDocument): Paint {
  const density = (value: string | number): string =>
    typeof value === 'number' ? String(value) : context.knobs.inText(value, measures);
  return {
    on: context.knobs.inText(on, measures),
    ...defined({
      channels: channels?.map((part) => channelOf(context, part, measures, density)),
      pools: pools?.map((part) => poolOf(context, part)),
      equations,
      parameters: parameters && inTexts(context, parameters),
      C: C === undefined ? undefined : density(C),
      Ra: Ra === undefined ? undefined : density(Ra),
    }),
  };
}

function placedOf(context: Context, given: Plain & { readonly at: string }): Placed {
  const { at, synapse, clamp, from, to, equations, parameters } = given as {
    readonly at: string;
    readonly synapse?: Plain;
    readonly clamp?: string | number;
    readonly from?: string | number;
    readonly to?: string | number;
    readonly equations?: string;
    readonly parameters?: Quantities;
  };
  const text = (value: string | number | undefined): string | undefined =>
    value === undefined ? undefined : String(context.knobs.quantity(value));
  const part = synapse && synapseOf(context, synapse);
  if (part && !('receives' in part)) throw new UserError(`the synapse at '${at}' takes no events.`);
  return {
    at,
    ...defined({
      synapse: part as Placed['synapse'],
      clamp: clamp === undefined ? undefined : String(inTexts(context, { clamp }).clamp),
      from: text(from),
      to: text(to),
      equations,
      parameters: parameters && inTexts(context, parameters),
    }),
  };
}
