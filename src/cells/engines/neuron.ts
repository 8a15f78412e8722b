/** Artificial cells of NEURON, which jump from event to event; here in steps. */
import type { EngineCellKind } from './kind.ts';

export const intFire1: EngineCellKind = {
  name: 'IntFire1',
  engine: 'NEURON',
  title: 'leaky integrate-and-fire of one number, which events raise',
  source: 'Hines & Carnevale 2004, J. Neurosci. Methods 139:53; NEURON 9, intfire1.mod',
  parameters: { tau: [10, 'ms'], refrac: [5, 'ms'] },
  equations: 'dm/dt = -m/tau : 1 (unless refractory)',
  // NEURON looks at m when an event has arrived, that is at the start of the step, before m falls over it.
  threshold: 'm > exp(-dt/tau)',
  reset: 'm = 0',
  refractory: 'refrac',
  integrator: 'exact',
  initial: {},
  onSpike: { positive: 'm += w', negative: 'm += w' },
  lag: 0,
  stamp: 0,
  notes:
    'NEURON keeps exact times of events; here they fall on steps, and those of one step are one sum. Take dt as fine as the times are.',
};
