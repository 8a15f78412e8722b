/** A document as the page runs it. */

import type { Experiment, ScheduledAction } from '../../live/index.ts';
import type { Preset, PresetFacts } from '../../presets/preset.ts';

/** Stands where an experiment names its preset. */
export const ownName = 'own';

/** A document that was taken in. */
export interface Own {
  readonly preset: PresetFacts;
  /** As it says it is to be run. */
  readonly experiment: Experiment;
  /** What it says is done on the way. */
  readonly plan: readonly ScheduledAction[];
  /** The document as a link holds it. */
  readonly token: string;
}

/** With what builds its network: where the document was read. */
export interface BuiltOwn extends Own {
  readonly preset: Preset;
}
