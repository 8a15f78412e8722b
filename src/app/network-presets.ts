/** The presets that the rooms for networks of points take: all but those of cells with dendrites. */
import { presetFacts } from '../presets/facts.ts';
import type { PresetFacts } from '../presets/preset.ts';

// Pure, so that a bundle which does not read it, such as a worker's, leaves the presets out.
export const networkPresets: readonly PresetFacts[] = /* @__PURE__ */ presetFacts.filter((p) => !p.dendrites);

/** What is said where a link names a preset that is not among them; undefined for a name that no preset has. */
export const dendritesSentence = (name: string): string | undefined =>
  presetFacts.some((p) => p.name === name && p.dendrites)
    ? `The cells of '${name}' have dendrites, which this room does not show; 'galvani run ${name}' and the library run it, and the room Dendrites runs single cells of SWC files`
    : undefined;
