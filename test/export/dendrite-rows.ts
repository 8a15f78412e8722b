/** Cells with dendrites as they go to NEURON: every kind of membrane, place, rule and connection that goes over. */
import type { Network, TraceRequest } from '../../src/index.ts';
import { presetByName, presetValues } from '../../src/presets/index.ts';

export interface DendriteRow {
  readonly name: string;
  readonly network: () => Network;
  /** ms */
  readonly dt: number;
  readonly integrator: string | undefined;
  /** Biological time, ms. */
  readonly duration: number;
  /** Numbers of MPI processes; default one. */
  readonly ranks?: readonly number[];
  readonly record?: readonly TraceRequest[];
  /** Largest difference of a voltage, mV; default 5e-9. */
  readonly apart?: number;
}

const preset = (name: string, integrator: string, duration: number, more: Partial<DendriteRow> = {}): DendriteRow => {
  const { build, dt } = presetByName(name);
  return {
    name: `${name}, ${integrator}, ${duration} ms`,
    network: () => build(presetValues(presetByName(name), {}), 1),
    dt,
    integrator,
    duration,
    ...more,
  };
};

export const dendriteRows: readonly DendriteRow[] = [
  preset('dendrite-ring', 'centred', 100, { ranks: [1, 2] }),
  preset('ball-and-stick', 'centred', 100),
];
