/** Colours of the plots, read from the style sheet so that light and dark stay in one place. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Group } from '../../index.ts';
import { blend } from './blend.ts';

export interface Palette {
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly ground: string;
  readonly excitatory: string;
  readonly inhibitory: string;
  readonly other: string;
  readonly source: string;
}

/** The colours that hold for an element as its style stands now. */
export function paletteAt(element: Element): Palette {
  const style = getComputedStyle(element);
  // A minifier may have written #fff for #ffffff.
  const get = (name: string) =>
    style
      .getPropertyValue(name)
      .trim()
      .replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
  return {
    text: get('--text'),
    faint: get('--text-2'),
    line: get('--line'),
    ground: get('--ground'),
    excitatory: get('--e'),
    inhibitory: get('--i'),
    other: get('--cell'),
    source: get('--source'),
  };
}

/** Follows the system's light or dark. */
export const palette = signal<Palette>(paletteAt(document.documentElement));

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  palette.value = paletteAt(document.documentElement);
});

/** The palette of the plots within: the page's own, unless a part of it has another. */
export const PaletteContext = createContext<ReadonlySignal<Palette>>(palette);

export const usePalette = (): ReadonlySignal<Palette> => useContext(PaletteContext);

const excitatory = /^(E|excitatory|L\d\S*E)$/;
const inhibitory = /^(I|inhibitory|L\d\S*I)$/;

/** The hue of a group, the same in every plot: excitatory blue, inhibitory vermilion, all else grey, the first of it darkest. */
export function groupColour(group: Group | undefined, colours: Palette): string {
  if (group === undefined) return colours.other;
  if (excitatory.test(group.name)) return colours.excitatory;
  if (inhibitory.test(group.name)) return colours.inhibitory;
  if (group.role === 'source') return colours.source;
  return group.first === 0 ? colours.other : blend(colours.other, colours.ground, 0.4);
}

/** '#rrggbb' as a little-endian RGBA word, the form of ImageData. */
export function word(colour: string): number {
  const n = Number.parseInt(colour.slice(1), 16);
  return (0xff000000 | ((n & 0xff) << 16) | (n & 0xff00) | (n >> 16)) >>> 0;
}
