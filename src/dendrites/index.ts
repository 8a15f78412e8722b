/** Cells with dendrites. */
export { describeNeuron, type Neuron, type NeuronOptions, neuron, type Paint, type Placed } from './neuron.ts';
