/** What the room shows, and how it stands in the address. */
import { type ChannelKind, channelKinds } from '../../../index.ts';
import { within } from '../../entries.ts';
import { excerpt, Link } from '../../link.ts';

export interface ChannelSelection {
  readonly channel: string;
  /** Another channel drawn dashed beside it; '' for none. */
  readonly beside: string;
  /** °C; undefined for each channel's own. */
  readonly temperature: number | undefined;
  /** Voltage shifts, mV; undefined for each channel's own. */
  readonly shifts: readonly [number | undefined, number | undefined];
  /** Intracellular calcium, nM. */
  readonly calcium: number;
  /** mV */
  readonly from: number;
  readonly to: number;
}

export const voltageRange: readonly [number, number] = [-200, 200];
export const temperatureRange: readonly [number, number] = [0, 45];
export const calciumRange: readonly [number, number] = [0, 1e6];

/** Channels with gates: a leak has no curve. */
export const gated: readonly ChannelKind[] = channelKinds.filter((kind) => kind.gates.length > 0);

export const kindNamed = (name: string): ChannelKind | undefined => gated.find((kind) => kind.name === name);

const standard: ChannelSelection = {
  channel: 'Na_HH1952',
  beside: '',
  temperature: undefined,
  shifts: [undefined, undefined],
  calcium: 50,
  from: -120,
  to: 60,
};

export function writeAddress(s: ChannelSelection): string {
  const query = new URLSearchParams({ channel: s.channel });
  if (s.beside !== '') query.set('beside', s.beside);
  if (s.temperature !== undefined) query.set('T', `${s.temperature}`);
  if (s.shifts[0] !== undefined) query.set('V_sh', `${s.shifts[0]}`);
  if (s.shifts[1] !== undefined) query.set('V_sh2', `${s.shifts[1]}`);
  if (s.calcium !== standard.calcium) query.set('Ca', `${s.calcium}`);
  if (s.from !== standard.from) query.set('from', `${s.from}`);
  if (s.to !== standard.to) query.set('to', `${s.to}`);
  return `#channels?${query}`;
}

/** Reads the address; what is wrong in it is told in sentences and left at its default. */
export function readAddress(hash: string): { selection: ChannelSelection; refused: readonly string[] } {
  const link = new Link(hash, 2000);
  const { query, refused } = link;
  const name = (key: string, otherwise: string): string => {
    const text = query.get(key);
    if (text === null || text === '') return otherwise;
    if (kindNamed(text)) return text;
    refused.push(`The link names an unknown channel '${excerpt(text)}'.`);
    return otherwise;
  };
  const number = <Default extends number | undefined>(
    key: string,
    range: readonly [number, number],
    otherwise: Default,
  ): number | Default => {
    const text = query.get(key);
    if (text === null) return otherwise;
    let value: number | Default = otherwise;
    link.take(text, () => {
      value = within(text.trim() === '' ? Number.NaN : Number(text), range, key, '');
    });
    return value;
  };
  const selection: ChannelSelection = {
    channel: name('channel', standard.channel),
    beside: name('beside', ''),
    temperature: number('T', temperatureRange, undefined),
    shifts: [number('V_sh', voltageRange, undefined), number('V_sh2', voltageRange, undefined)],
    calcium: number('Ca', calciumRange, standard.calcium),
    from: number('from', voltageRange, standard.from),
    to: number('to', voltageRange, standard.to),
  };
  return { selection, refused };
}
