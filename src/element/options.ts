/** The attributes of `<galvani-run>`, read. What none of them may say is a UserError. */

import { type BackendChoice, readBackend } from '../app/entries.ts';
import type { Language } from '../app/language.ts';
import { type Expected, readExpected } from '../app/run/experiment-address.ts';
import { UserError } from '../errors.ts';

const views = ['raster', 'rates', 'voltages'] as const;
export type ElementView = (typeof views)[number];
const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
const languages: readonly Language[] = ['en', 'zh'];

/** CSS pixels. */
const heights: readonly [number, number] = [120, 4000];

export interface ElementOptions {
  readonly views: readonly ElementView[];
  /** Of the plots, CSS pixels. */
  readonly height: number;
  readonly theme: Theme;
  readonly language: Language;
  readonly autoplay: boolean;
  /** Whether there is nothing but the plots. */
  readonly bare: boolean;
  /** Undefined: the document's own. */
  readonly backend: BackendChoice | undefined;
}

export const standard: ElementOptions = {
  views: ['raster'],
  height: 320,
  theme: 'auto',
  language: 'en',
  autoplay: false,
  bare: false,
  backend: undefined,
};

type Given = (name: string) => string | null;

export function readOptions(given: Given): ElementOptions {
  return {
    views: readViews(given('view')),
    height: readHeight(given('height')),
    theme: oneOf('theme', themes, given('theme'), standard.theme),
    language: oneOf('language', languages, given('language'), standard.language),
    autoplay: given('autoplay') !== null,
    bare: given('bare') !== null,
    backend: given('backend') === null ? undefined : named('backend', () => readBackend(given('backend')!)),
  };
}

function readViews(text: string | null): readonly ElementView[] {
  if (text === null) return standard.views;
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  if (words.length === 0)
    throw new UserError(`The attribute view is empty; it names one or more of ${views.join(', ')}.`);
  if (words.includes('tree'))
    throw new UserError(
      `The attribute view says 'tree'; it takes ${views.join(', ')}. No element draws a cell along its dendrites; the room Dendrites of the page does.`,
    );
  return [...new Set(words.map((word) => oneOf('view', views, word, 'raster')))];
}

function readHeight(text: string | null): number {
  if (text === null) return standard.height;
  const [low, high] = heights;
  const height = /^\s*\d+(\.\d+)?\s*(px)?\s*$/.test(text) ? Number.parseFloat(text) : Number.NaN;
  if (height >= low && height <= high) return height;
  throw new UserError(
    `The attribute height is '${text}'; it is the height of the plots in CSS pixels, a number between ${low} and ${high}.`,
  );
}

function oneOf<T extends string>(name: string, allowed: readonly T[], text: string | null, otherwise: T): T {
  if (text === null) return otherwise;
  const found = allowed.find((word) => word === text.trim());
  if (found !== undefined) return found;
  throw new UserError(`The attribute ${name} says '${text}'; it takes ${allowed.join(', ')}.`);
}

function named<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    throw thrown instanceof UserError ? new UserError(`The attribute ${name}: ${thrown.message}`) : thrown;
  }
}

/** The attribute `set`: 'w_i=134 nS; n=400'. */
export function readSettings(text: string): Readonly<Record<string, string>> {
  const entries = text
    .split(';')
    .filter((part) => part.trim() !== '')
    .map((part): [string, string] => {
      const at = part.indexOf('=');
      if (at < 1)
        throw new UserError(`The attribute set says '${part.trim()}'; it takes name=value, several of them after ';'.`);
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    });
  return Object.fromEntries(entries);
}

/**
 * The attribute `spikes-hash`: the SHA-256 of the published spikes, or its beginning; after it, as links have it, the step at which they
 * were counted and what computed them. `steps`: of the whole run.
 */
export function readPublished(text: string, steps: number): Expected {
  const words = text.trim();
  return named('spikes-hash', () => readExpected(words.includes(' ') ? words : `${words} ${steps} another machine`));
}
