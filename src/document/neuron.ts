/** From a cell with dendrites back to what a document says of it. */
import type { IonPool, MembranePart, Written } from '../cells/fragment.ts';
import { channelKinds } from '../cells/index.ts';
import type { Neuron, NeuronOptions, Paint, Placed } from '../dendrites/index.ts';
import { UserError } from '../errors.ts';
import type { Shape } from '../morphology/index.ts';

type Plain = Record<string, unknown>;

/** Keeps a text as a file beside the document, where it is long; its name. */
export type KeepFile = (text: string, ending: string) => string | undefined;

/** The entry 'neuron' of a model. Throws a UserError for parts that no document can hold. */
export function neuronDocument({ branching }: Neuron, keep: KeepFile): Plain {
  const { shape, Ra, C, temperature, compartments, regions, paint, place, detect } = branching.options;
  return filled({
    shape: shapeOf(shape, keep),
    Ra,
    C,
    temperature,
    compartments: compartments && { ...compartments },
    regions: regions && { ...regions },
    paint: paint.map(paintOf),
    place: place && Object.fromEntries(Object.entries(place).map(([name, placed]) => [name, placedOf(placed)])),
    detect: detect && { ...detect },
  } satisfies Record<keyof NeuronOptions, unknown>);
}

const filled = (entries: Plain): Plain =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));

function shapeOf({ source }: Shape, keep: KeepFile): Plain {
  if (source.kind === 'cable') {
    if (Object.keys(source.given).length === 0)
      throw new UserError('A document holds shapes of SWC files and of cable({…}); this one is neither.');
    return { cable: source.given };
  }
  const rule = source.rule === 'neuron' ? {} : { rule: source.rule };
  const file = keep(source.text, 'swc');
  return file === undefined ? { swc: source.text, ...rule } : { file, ...rule };
}

const paintOf = ({ on, channels, pools, equations, parameters, C, Ra }: Paint): Plain =>
  filled({
    on,
    channels: channels?.map((part) => channelOf(part)),
    pools: pools?.map((pool) => partOf(pool)),
    equations,
    parameters: parameters && { ...parameters },
    C,
    Ra,
  } satisfies Record<keyof Paint, unknown>);

const placedOf = ({ at, synapse, clamp, from, to, equations, parameters }: Placed): Plain =>
  filled({
    at,
    synapse: synapse && synapseOf(synapse),
    clamp,
    from,
    to,
    equations,
    parameters: parameters && { ...parameters },
  });

function writtenOf(part: MembranePart | IonPool): Written {
  if (part.written) return part.written;
  const name = 'label' in part ? part.label : part.ion;
  throw new UserError(
    `The part '${name}' of a cell with dendrites is of your own making; documents hold those of the library. Write it as equations, which an entry of paint or a place takes too.`,
  );
}

function channelOf(part: MembranePart): unknown {
  const { name, options } = writtenOf(part);
  if (!channelKinds.some((kind) => kind.name === name))
    throw new UserError(
      `The channel '${name}' is not of the library, so that a document cannot name it. Write it as equations, which an entry of paint takes too.`,
    );
  return Object.keys(options).length === 0 ? name : { [name]: options };
}

const partOf = (pool: IonPool): Plain => {
  const { name, options } = writtenOf(pool);
  return { [name]: options };
};

const synapseOf = (part: MembranePart): Plain => {
  const { name, label, options } = writtenOf(part);
  return { [name]: Object.keys(options).length === 0 ? [label] : [label, options] };
};
