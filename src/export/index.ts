/** A network and its run, exported: for a paper, for another machine, for another person. */
export { brian2ScriptOf } from './brian2/script.ts';
export type { ExportedExperiment } from './experiment.ts';
export type { MethodsTable } from './methods/rich-text.ts';
export { type Methods, methodsOf } from './methods.ts';
export { recordJson, reproducibilityRecord } from './record.ts';
export { scriptOf } from './script.ts';
