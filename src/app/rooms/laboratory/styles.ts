/** How each integrator and each channel is drawn: always the same, by hue, dash and mark. */
import { integratorNames } from '../../entries.ts';
import { hues } from '../../plots/chart/curve.ts';
import { type Marker, markers } from '../../plots/chart/marker.tsx';

const dashes = ['none', '7 3', '2 2.5', '8 3 2 3', '12 4'];
/** Those most often compared have plain lines. */
const usual = [
  'exp_euler',
  'ind_exp_euler',
  'staggered',
  'rk4',
  'backward_euler',
  'crank_nicolson',
  'euler',
  'midpoint',
];

export interface LineStyle {
  readonly colour: string;
  readonly dash: string;
  readonly marker: Marker;
}

export function integratorStyle(name: string): LineStyle {
  const order = [...usual, ...integratorNames.filter((n) => !usual.includes(n))];
  const i = Math.max(0, order.indexOf(name));
  const turn = Math.floor(i / hues.length);
  return {
    colour: hues[i % hues.length]!,
    dash: dashes[turn % dashes.length]!,
    marker: markers[(i + turn) % markers.length]!,
  };
}

/** Exact curves lie pale and wide under the others. */
export const exactStyle = { colour: 'var(--line)', width: 5 } as const;

const ions: readonly (readonly [RegExp, string])[] = [
  [/^I_Na/, 'var(--hue-3)'],
  [/^I_K/, 'var(--hue-1)'],
  [/^I_Ca|^I_T/, 'var(--hue-2)'],
];

/** Sodium, potassium and calcium by hue, all else grey; the second of one hue is dashed. */
export function currentStyle(name: string, all: readonly string[]): { colour: string; dash: string } {
  const colour = hueOf(name);
  const before = all.slice(0, Math.max(0, all.indexOf(name))).filter((other) => hueOf(other) === colour).length;
  return { colour, dash: dashes[before % dashes.length]! };
}

const hueOf = (name: string): string => ions.find(([pattern]) => pattern.test(name))?.[1] ?? 'var(--hue-4)';
