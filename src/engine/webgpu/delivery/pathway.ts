/** Graded and plastic synapses on the device. */
import pathways from '../../../../shaders/pathways.wgsl?raw';
import type { DeviceDelivery } from './delivery.ts';
import { pathwayUses, preparePathways } from './pathway/kernels.ts';
import { largestArray, PathwayMemory, pathwayLengths } from './pathway/memory.ts';

export const pathway: DeviceDelivery = {
  refusal: (label) =>
    `runs many steps in one dispatch, and the synapses of '${label}', which change with use, need their own after every step`,
  after(program, { pathways: emitted, uniforms }) {
    if (!emitted) return undefined;
    const lengths = pathwayLengths(program);
    return {
      title: 'The synapses that change with use',
      lengths,
      largest: largestArray(lengths),
      modules: [pathways, emitted.code],
      prepare: (build) => preparePathways(build, emitted.passes, pathwayUses(emitted, uniforms)),
      createMemory: (device) => new PathwayMemory(device, program, lengths),
    };
  },
};
