/** How the run is looked at, in the address: window, rows, traced and picked cells, open views. */
import { type CellTexts, cellsText, UserError } from '../../index.ts';
import { oneOf } from '../address-keys.ts';
import { readTime } from '../entries.ts';
import { type Extent, extents } from './extent.ts';
import { type ViewName, views } from './views.ts';

const sideTabs = ['parameters', 'model', 'build', 'claims'] as const;
export type SideTab = (typeof sideTabs)[number];

/** ms */
const afterRange: readonly [number, number] = [0, 1e9];

export interface AddressView {
  /** Traced cells; undefined: those the page chooses. */
  readonly traced?: readonly number[] | undefined;
  /** Cells picked for a touch. */
  readonly picked?: readonly number[] | undefined;
  /** Window of time, ms; undefined: the view follows the run. */
  readonly window?: { readonly from: number; readonly to: number } | undefined;
  /** Rows of the raster; undefined: all cells. */
  readonly rows?: { readonly from: number; readonly to: number } | undefined;
  /** Open view of the lower part of the stage, and open tab of the side; undefined: the first. */
  readonly lower?: ViewName | undefined;
  readonly side?: SideTab | undefined;
  /** Part of the run that statistics are of; undefined: all of it. */
  readonly extent?: Extent | undefined;
  /** Population whose model is open; undefined: the first. */
  readonly population?: string | undefined;
  /** Time before which spikes are left out of the figures, ms; undefined: none. */
  readonly after?: number | undefined;
  /** Variables of the phase plane. */
  readonly plane?: readonly [x: string, y: string] | undefined;
}

const spanText = ({ from, to }: { from: number; to: number }, digits: number): string =>
  `${Number(from.toFixed(digits))}-${Number(to.toFixed(digits))}`;

const ascending = (cells: readonly number[]) => [...cells].sort((a, b) => a - b);

/** Writes what differs from the page as it opens. */
export function writeView(query: URLSearchParams, view: AddressView): void {
  const { traced, picked, window, rows, lower, side, extent, population, plane, after } = view;
  if (traced !== undefined) query.set('trace', cellsText(ascending(traced)));
  if (picked !== undefined && picked.length > 0) query.set('pick', cellsText(picked));
  if (window !== undefined) query.set('window', spanText(window, 3));
  if (rows !== undefined) query.set('rows', spanText(rows, 0));
  if (lower !== undefined) query.set('show', lower);
  if (side !== undefined) query.set('side', side);
  if (extent !== undefined) query.set('part', extent);
  if (population !== undefined) query.set('of', population);
  if (plane !== undefined) query.set('plane', plane.join(','));
  if (after !== undefined) query.set('after', `${after} ms`);
}

/**
 * What one entry of the address says of the view, its cells read with `texts`; undefined where it is about something else. Throws a
 * UserError.
 */
export function readView(key: string, text: string, texts: CellTexts): AddressView | undefined {
  switch (key) {
    case 'trace':
      return { traced: texts.read(text).slice(0, 5) };
    case 'pick':
      return { picked: texts.read(text) };
    case 'window':
      return { window: readSpan(text) };
    case 'rows':
      return { rows: readSpan(text) };
    case 'show':
      return {
        lower: oneOf(
          views.map((v) => v.name),
          text,
          'there are',
        ),
      };
    case 'side':
      return { side: oneOf(sideTabs, text, 'there are') };
    case 'part':
      return {
        extent: oneOf(
          extents.map((e) => e.name),
          text,
          'there are',
        ),
      };
    case 'of':
      if (!/^[^\p{Cc}]{1,200}$/u.test(text)) throw new UserError('it names no population.');
      return { population: text };
    case 'plane': {
      const [, x, y] = /^([A-Za-z]\w{0,59}),([A-Za-z]\w{0,59})$/.exec(text) ?? [];
      if (x === undefined || y === undefined) throw new UserError(`a plane names two variables, as in 'V,n'.`);
      return { plane: [x, y] };
    }
    case 'after':
      return { after: readTime(text, afterRange, 'The time from which figures are taken') };
    default:
      return undefined;
  }
}

function readSpan(text: string): { from: number; to: number } {
  const [, from, to] = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (from === undefined || to === undefined || !(Number(to) > Number(from)) || !Number.isFinite(Number(to)))
    throw new UserError(`a span reads '12.5-80'.`);
  return { from: Number(from), to: Number(to) };
}
