/**
 * The worker that holds the simulation of a preset: messages in, messages out. It knows nothing of documents, with which the page would
 * load the whole library of cells before its first spike.
 */
import { presetByName } from '../../presets/index.ts';
import { attachHost } from './attach.ts';

attachHost(({ preset }) => presetByName(preset));
