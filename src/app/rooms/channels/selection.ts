/** What the room shows, and how it stands in the address. */
import { type ChannelKind, usesCalcium } from '../../../index.ts';
import { type ChannelValues, channelRanges, gatedChannels } from '../../../studies/measure.ts';
import { type Keys, nameKey, numberKey, readKey, setKeys } from '../../address-keys.ts';
import { excerpt, Link } from '../../link.ts';

export interface ChannelSelection {
  readonly channel: string;
  /** Another channel drawn dashed beside it; '' for none. */
  readonly beside: string;
  /** °C; undefined for each channel's own. */
  readonly T: number | undefined;
  /** Voltage shifts of the one and the other, mV; undefined for each channel's own. */
  readonly V_sh: number | undefined;
  readonly V_sh2: number | undefined;
  /** Intracellular calcium, nM. */
  readonly Ca: number;
  /** mV */
  readonly from: number;
  readonly to: number;
  /** Of the axes of times and rates. */
  readonly axis: (typeof axes)[number]['name'];
}

export const axes = [
  { name: 'log', title: 'logarithmic' },
  { name: 'linear', title: 'linear' },
] as const;

export const kindNamed = (name: string): ChannelKind | undefined => gatedChannels.find((kind) => kind.name === name);

const standard: ChannelSelection = {
  channel: 'Na_HH1952',
  beside: '',
  T: undefined,
  V_sh: undefined,
  V_sh2: undefined,
  Ca: 50,
  from: -120,
  to: 60,
  axis: 'log',
};

const number = (name: keyof ChannelSelection, range: keyof typeof channelRanges) =>
  numberKey(channelRanges[range], name);
const keys: Keys<ChannelSelection> = {
  channel: { read: (text) => text || standard.channel },
  beside: { read: String },
  T: number('T', 'T'),
  V_sh: number('V_sh', 'V'),
  V_sh2: number('V_sh2', 'V'),
  Ca: number('Ca', 'Ca'),
  from: number('from', 'V'),
  to: number('to', 'V'),
  axis: nameKey(axes, 'axis is one of'),
};

export function writeAddress(selection: ChannelSelection): string {
  const query = new URLSearchParams({ channel: selection.channel });
  setKeys(query, keys, selection, standard);
  return `#channels?${query}`;
}

/** Reads the address; what is wrong in it is told in sentences and left at its default. */
export function readAddress(hash: string): { selection: ChannelSelection; refused: readonly string[] } {
  const link = new Link(hash, 2000);
  const selection = link.fold(standard, (s, key, text) => {
    if ((key !== 'channel' && key !== 'beside') || text === '' || kindNamed(text))
      return { ...s, ...readKey(keys, key, text) };
    link.refused.push(`The link names an unknown channel '${excerpt(text)}'.`);
    return s;
  });
  return { selection, refused: link.refused };
}

/** Points of a curve. */
const count = 721;

/** What is asked of each channel: settings of both act on those that have them. */
export const valuesOf = (s: ChannelSelection): ChannelValues[] =>
  [s.channel, s.beside].flatMap((channel, i) => {
    const kind = kindNamed(channel);
    if (!kind) return [];
    return {
      ...{ channel, from: Math.min(s.from, s.to - 1), to: s.to, count },
      T: kind.temperature && s.T,
      V_sh: kind.V_sh === undefined ? undefined : i === 0 ? s.V_sh : s.V_sh2,
      Ca: usesCalcium(kind) ? s.Ca : undefined,
    };
  });
