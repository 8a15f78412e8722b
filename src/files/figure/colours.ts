/** The palette of Okabe & Ito (2008), which people with any common colour vision tell apart. */
import type { FigureGroup } from './types.ts';

const BLUE = '#0072B2';
const VERMILION = '#D55E00';
const others = ['#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000', '#F0E442'];

const own: Readonly<Record<string, string>> = { E: BLUE, excitatory: BLUE, I: VERMILION, inhibitory: VERMILION };

/** One colour per group: excitatory blue and inhibitory vermilion, as everywhere; a lone group black. */
export function groupColours(groups: readonly FigureGroup[]): string[] {
  if (groups.length === 1 && own[groups[0]!.name] === undefined) return ['#000000'];
  let next = 0;
  return groups.map(({ name }) => own[name] ?? others[next++ % others.length]!);
}
