/** Cells with dendrites, and the shapes that they are given. */
export * from '../morphology/index.ts';
export type { Neuron } from './branching.ts';
export { describeNeuron } from './describe.ts';
export { neuron } from './neuron.ts';
export type { NeuronOptions, Paint, Placed } from './options.ts';
export { placesOn } from './places-on.ts';
