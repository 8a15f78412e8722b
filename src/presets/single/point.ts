/** `qif`, `theta` and `eif`: one cell each under a constant current. */
import { eif, type PointModel, qif, thetaNeuron } from '../../cells/index.ts';
import { ruleFor } from '../../compile/rule.ts';
import { Network } from '../../network/network.ts';
import { preset } from '../define.ts';
import type { Preset } from '../preset.ts';
import { pointParameters } from './parameter-table.ts';

function constantCurrent<Name extends string>(
  model: PointModel<Name>,
  changes: Readonly<Partial<Record<Name, string | number>>>,
  rest: Pick<Preset, 'title' | 'summary' | 'duration' | 'dt'>,
): Preset {
  const { kind } = model;
  return preset({
    name: kind.name,
    reference: kind.source,
    parameters: pointParameters(model, changes),
    integrator: ruleFor(model(), undefined).integrator.name,
    variables: [kind.voltage],
    ...rest,
    build(parameters, seed) {
      const network = new Network({ seed });
      network.population(model(parameters), 1, kind.initial, { name: 'cell' });
      return network;
    },
  });
}

export const qifPreset = constantCurrent(
  qif,
  { I: '200 pA' },
  {
    title: 'Quadratic integrate-and-fire cell',
    summary:
      'The simplest cell that makes its own spike: dV/dt grows with the square of the distance from V_T. Just above I_T its rate rises as the square root of the current.',
    duration: 500,
    dt: 0.05,
  },
);

export const thetaPreset = constantCurrent(
  thetaNeuron,
  { i: 0.1 },
  {
    title: 'Theta neuron',
    summary: 'The quadratic cell on a circle: a spike is the passage of the phase through π. Its rate is √i/(πτ).',
    duration: 500,
    dt: 0.05,
  },
);

export const eifPreset = constantCurrent(
  eif,
  { I: '250 pA' },
  {
    title: 'Exponential integrate-and-fire cell',
    summary:
      'A leaky cell whose spike is started by an exponential current of sharpness Δ_T; as Δ_T goes to 0 it becomes the leaky integrate-and-fire cell.',
    duration: 500,
    dt: 0.02,
  },
);
