/** The presets by the rooms that take them: those of cells with dendrites, and all others, which are networks of points. */
import { presetFacts } from '../presets/facts.ts';
import type { PresetFacts } from '../presets/preset.ts';
import { excerpt, type Link } from './link.ts';

// Pure, so that a bundle which does not read it, such as a worker's, leaves the presets out.
export const networkPresets: readonly PresetFacts[] = /* @__PURE__ */ presetFacts.filter((p) => !p.dendrites);

export const dendritePresets: readonly PresetFacts[] = /* @__PURE__ */ presetFacts.filter((p) => p.dendrites);

/** What is said where a link names a preset that is not among them; undefined for a name that no preset has. */
const dendritesSentence = (name: string): string | undefined =>
  presetFacts.some((p) => p.name === name && p.dendrites)
    ? `The cells of '${name}' have dendrites, which this room does not show; the room Dendrites does (#dendrites?preset=${name}), and 'galvani run ${name}' and the library run it`
    : undefined;

/**
 * The preset that a link names, if it is one of those that a room takes; else the `first`, and a sentence says so of a name that the link
 * has. `what`: 'cell', say.
 */
export function presetOfLink<Known extends { readonly name: string }>(
  { query, refused }: Link,
  among: readonly Known[],
  first: Known,
  what = 'preset',
): Known {
  const name = query.get('preset');
  const found = among.find((preset) => preset.name === name);
  if (found !== undefined || name === null) return found ?? first;
  refused.push(
    `${dendritesSentence(name) ?? `The link names an unknown ${what} '${excerpt(name)}'`}; ${first.name} is shown.`,
  );
  return first;
}
