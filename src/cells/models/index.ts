/** Cells of the literature. */
export { connorStevens } from './connor-stevens.ts';
export { morrisLecar, morrisLecarSets } from './morris-lecar.ts';
export { thalamicRelay } from './thalamic-relay.ts';
export { wangBuzsaki } from './wang-buzsaki.ts';
