/**
 * Experiments as documents: plain data, on disk YAML or JSON, that say what a network is and how it is run.
 *
 *     const document = await read(text)
 *     const { network, run } = build(document, { set: { w_e: '9 nS' } })
 *     const { summary } = await simulate(network, run)
 */

export { type Amendments, amended } from './amend.ts';
export { type Attachments, filesOf } from './attachments.ts';
export { fromBrian2, type Imported } from './brian2/index.ts';
export { isBrian2 } from './brian2/is-brian2.ts';
export { type BuildOptions, type Built, build } from './build.ts';
export { DocumentError, type PlacedProblem, pathText, type TextPlace } from './error.ts';
export { type DocumentOptions, type DocumentWithFiles, documentOf } from './from-network.ts';
export { kindOf, type TextKind } from './kind-of.ts';
export { type ReadOptions, read } from './read.ts';
export { readRecord } from './record.ts';
export { type ExperimentDocument, jsonSchema } from './schema/experiment.ts';
export type { JsonSchema, Path, Problem, ProblemCode } from './schema/kinds.ts';
export { type SonataDocument, sonataDocument } from './sonata/document.ts';
export { fromSonata, isSonata, type OpenFile, type SonataImportOptions, type SonataNetwork } from './sonata/index.ts';
export { type WriteOptions, write } from './write.ts';
