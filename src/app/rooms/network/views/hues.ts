/** Hues of groups in charts of the style sheet's colours: E blue, I vermilion as everywhere, all else grey, told apart by dash. */
import { dashes } from '../../../plots/chart/curve.ts';

export function groupHue(name: string, place: number): { readonly colour: string; readonly dash: string } {
  if (name === 'E') return { colour: 'var(--e)', dash: 'none' };
  // Dashed too, so that the two are told apart without colour.
  if (name === 'I') return { colour: 'var(--i)', dash: '7 2.5' };
  return { colour: 'var(--cell)', dash: dashes[place % dashes.length]! };
}
