/** The presets by the rooms that take them: those of cells with dendrites, and all others, which are networks of points. */
import { presetFacts } from '../presets/facts.ts';
import type { PresetFacts } from '../presets/preset.ts';

// Pure, so that a bundle which does not read it, such as a worker's, leaves the presets out.
export const networkPresets: readonly PresetFacts[] = /* @__PURE__ */ presetFacts.filter((p) => !p.dendrites);

export const dendritePresets: readonly PresetFacts[] = /* @__PURE__ */ presetFacts.filter((p) => p.dendrites);

/** What is said where a link names a preset that is not among them; undefined for a name that no preset has. */
export const dendritesSentence = (name: string): string | undefined =>
  presetFacts.some((p) => p.name === name && p.dendrites)
    ? `The cells of '${name}' have dendrites, which this room does not show; the room Dendrites does (#dendrites?preset=${name}), and 'galvani run ${name}' and the library run it`
    : undefined;
