/** The worker that holds the simulation of a document, or of a preset once a document was open. */
import { admittedPreset } from '../own/build.ts';
import { attachHost } from './attach.ts';

attachHost(admittedPreset);
