/** The palette of Okabe & Ito (2008), which people with any common colour vision tell apart. */
import type { FigureGroup } from './types.ts';

const BLUE = '#0072B2';
const VERMILION = '#D55E00';
const others = ['#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#000000', '#F0E442'];

/** One colour per group: E blue and I vermilion, as everywhere; a lone group black. */
export function groupColours(groups: readonly FigureGroup[]): string[] {
  if (groups.length === 1 && groups[0]!.name !== 'E' && groups[0]!.name !== 'I') return ['#000000'];
  let next = 0;
  return groups.map(({ name }) => {
    if (name === 'E') return BLUE;
    if (name === 'I') return VERMILION;
    return others[next++ % others.length]!;
  });
}
