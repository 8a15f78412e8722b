/** How the run is looked at, in the address: window, rows, traced and picked cells, open views. */
import { CellTexts, cellsText, UserError } from '../../index.ts';
import { found, type Key, type Keys, nameKey, populationKey, timeKey, wordKey } from '../address-keys.ts';
import { type Extent, extents } from './extent.ts';
import { type SynapseKind, synapseKinds, type ViewName, views } from './views.ts';

const sideTabs = ['parameters', 'model', 'build', 'claims'] as const;
export type SideTab = (typeof sideTabs)[number];

/** By the keys of the address. */
export interface AddressView {
  /** Traced cells; undefined: those the page chooses. */
  readonly trace?: readonly number[] | undefined;
  /** Cells picked for a touch. */
  readonly pick?: readonly number[] | undefined;
  /** Window of time, ms; undefined: the view follows the run. */
  readonly window?: Span | undefined;
  /** Rows of the raster; undefined: all cells. */
  readonly rows?: Span | undefined;
  /** Open view of the lower part of the stage, and open tab of the side; undefined: the first. */
  readonly show?: ViewName | undefined;
  readonly side?: SideTab | undefined;
  /** Part of the run that statistics are of; undefined: all of it. */
  readonly part?: Extent | undefined;
  /** Population whose model is open; undefined: the first. */
  readonly of?: string | undefined;
  /** Variables of the phase plane. */
  readonly plane?: readonly [x: string, y: string] | undefined;
  /** Time before which spikes are left out of the figures, ms; undefined: none. */
  readonly after?: number | undefined;
  /** What is seen of the synapses, and of which of their values; undefined: what the page chooses, weights. */
  readonly synapses?: SynapseKind | undefined;
  readonly values?: string | undefined;
  /** The one of the traced cells that a view of one cell is of; undefined: the first. */
  readonly cell?: number | undefined;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** In the order in which they are written. Cells are read with `texts`. */
export const viewKeys = (texts = new CellTexts()): Keys<AddressView> => ({
  trace: {
    read: (text) => texts.read(text).slice(0, 5),
    write: (cells) => cellsText([...cells].sort((a, b) => a - b)),
  },
  pick: { read: (text) => texts.read(text), write: cellsText },
  window: spanKey(3),
  rows: spanKey(0),
  show: nameKey(views, 'there are'),
  side: wordKey(sideTabs, 'there are'),
  part: nameKey(extents, 'there are'),
  of: populationKey,
  plane: { read: readPlane, write: (names) => names.join(',') },
  after: timeKey([0, 1e9], 'The time from which figures are taken'),
  synapses: nameKey(synapseKinds, 'there are'),
  values: { read: (text) => found(text, /^[A-Za-z]\w{0,59}$/, 'it names no variable of synapses.')[0]! },
  cell: { read: (text) => texts.read(text)[0]! },
});

function readPlane(text: string): readonly [x: string, y: string] {
  const [, x, y] = found(text, /^([A-Za-z]\w{0,59}),([A-Za-z]\w{0,59})$/, "a plane names two variables, as in 'V,n'.");
  return [x!, y!];
}

/** Written with so many digits after the point. */
const spanKey = (digits: number): Key<Span> => ({
  read: (text) => {
    const [from, to] = (/^\d+(?:\.\d+)?-\d+(?:\.\d+)?$/.exec(text)?.[0].split('-') ?? []).map(Number);
    if (from === undefined || to === undefined || !(to > from) || !Number.isFinite(to))
      throw new UserError(`a span reads '12.5-80'.`);
    return { from, to };
  },
  write: ({ from, to }) => `${Number(from.toFixed(digits))}-${Number(to.toFixed(digits))}`,
});
