/** Names and readable units of dimensions. */

import { superscript } from '../numbers/superscript.ts';
import { type Dimension, sameDimension } from './dimension.ts';

interface Named {
  readonly dimension: Dimension;
  readonly name: string;
  readonly unit: string;
}

/** The dimensions that cell models use. */
const named: readonly Named[] = [
  { dimension: [0, 0, 0, 0, 0, 0], name: 'plain number', unit: '1' },
  { dimension: [1, 0, 0, 0, 0, 0], name: 'voltage', unit: 'mV' },
  { dimension: [0, 1, 0, 0, 0, 0], name: 'time', unit: 'ms' },
  { dimension: [0, -1, 0, 0, 0, 0], name: 'frequency', unit: '1/ms' },
  { dimension: [0, 0, 1, 0, 0, 0], name: 'current', unit: 'pA' },
  { dimension: [-1, 0, 1, 0, 0, 0], name: 'conductance', unit: 'nS' },
  { dimension: [1, 0, -1, 0, 0, 0], name: 'resistance', unit: 'Mohm' },
  { dimension: [-1, 1, 1, 0, 0, 0], name: 'capacitance', unit: 'pF' },
  { dimension: [0, 1, 1, 0, 0, 0], name: 'charge', unit: 'pA*ms' },
  { dimension: [0, 0, 1, -2, 0, 0], name: 'current per area', unit: 'uA/cm^2' },
  { dimension: [-1, 0, 1, -2, 0, 0], name: 'conductance per area', unit: 'mS/cm^2' },
  { dimension: [-1, 1, 1, -2, 0, 0], name: 'capacitance per area', unit: 'uF/cm^2' },
  { dimension: [1, 0, -1, 1, 0, 0], name: 'resistivity', unit: 'ohm*cm' },
  { dimension: [0, 0, 0, 1, 0, 0], name: 'length', unit: 'um' },
  { dimension: [0, 0, 0, 2, 0, 0], name: 'area', unit: 'um^2' },
  { dimension: [0, 0, 0, 3, 0, 0], name: 'volume', unit: 'um^3' },
  { dimension: [0, 0, 0, 0, 1, 0], name: 'amount of substance', unit: 'fmol' },
  { dimension: [0, 0, 0, -3, 1, 0], name: 'concentration', unit: 'mM' },
  { dimension: [0, 0, 0, 0, 0, 1], name: 'temperature', unit: 'kelvin' },
];

const bases = ['mV', 'ms', 'pA', 'um', 'fmol', 'kelvin'];

const find = (d: Dimension): Named | undefined => named.find((n) => sameDimension(n.dimension, d));

/** 'voltage', 'conductance per area', 'plain number', else a product of base units such as 'mV·ms⁻¹'. */
export function describeDimension(d: Dimension): string {
  return (
    find(d)?.name ??
    factors(d)
      .map(([unit, n]) => unit + (n === 1 ? '' : powerOf(n)))
      .join('·')
  );
}

/** A unit to show values of this dimension in, readable by `unitOf`: 'nS', 'mV/ms', '1' for plain numbers. */
export function canonicalUnit(d: Dimension): string {
  const known = find(d)?.unit;
  if (known) return known;
  // A rate of change in the unit of what changes: 'nS/ms', not 'pA/mV/ms'.
  const changing = find(d.map((n, k) => (k === 1 ? n + 1 : n)) as unknown as Dimension);
  if (changing && !changing.unit.includes('/')) return `${changing.unit}/ms`;
  const write = ([unit, n]: readonly [string, number]): string =>
    unit + (Math.abs(n) === 1 ? '' : `^${round(Math.abs(n))}`);
  const all = factors(d);
  const above = all.filter(([, n]) => n > 0).map(write);
  const below = all.filter(([, n]) => n < 0).map(write);
  return [above.join('*') || '1', ...below].join('/');
}

/** 'a voltage', 'a value in mV·ms⁻¹': for sentences. */
export function withArticle(d: Dimension): string {
  const name = find(d)?.name;
  if (!name) return `a value in ${describeDimension(d)}`;
  return /^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`;
}

/** 'mV (voltage)', 'mV/ms', '1 (plain number)': for sentences that compare two units. */
export function unitPhrase(d: Dimension): string {
  const known = find(d);
  return known ? `${known.unit} (${known.name})` : canonicalUnit(d);
}

function factors(d: Dimension): (readonly [string, number])[] {
  return bases.map((unit, i) => [unit, d[i]!] as const).filter(([, n]) => n !== 0);
}

const round = (n: number): string => String(Number(n.toFixed(4)));

function powerOf(n: number): string {
  if (!Number.isInteger(n)) return `^${round(n)}`;
  return superscript(n);
}
