/** A network and its run, retold: for a paper, for another machine, for another person. */
export { brian2ScriptOf } from './brian2/script.ts';
export { type Build, build, buildName } from './build.ts';
export type { Experiment } from './experiment.ts';
export type { Cell, Inline, Line, MethodsTable } from './methods/rich-text.ts';
export { type Methods, methodsOf } from './methods.ts';
export { type RecordInput, type ReproducibilityRecord, recordJson, reproducibilityRecord } from './record.ts';
export { type ScriptOptions, scriptOf } from './script.ts';
