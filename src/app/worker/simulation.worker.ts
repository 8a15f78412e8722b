/**
 * The worker that holds the simulation of a preset: messages in, messages out. It knows nothing of documents, with which the page would
 * load the whole library of cells before its first spike.
 */
import { eiTutorial } from '../../presets/ei/tutorial.ts';
import { attachHost } from './attach.ts';

// The page opens with this one; the others come with the first that is chosen.
attachHost(async ({ preset }) =>
  preset === eiTutorial.name ? eiTutorial : (await import('../../presets/index.ts')).presetByName(preset),
);
