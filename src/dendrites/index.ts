/** Cells with dendrites. */
export { type Neuron, type NeuronOptions, neuron, type Paint, type Placed } from './neuron.ts';
