/** Synapses that are made at each spike on the device: code of the strategy's kernel, and tables behind the row pointers. */
import madeRows from '../../../../shaders/made-rows.wgsl?raw';
import noMadeRows from '../../../../shaders/no-made-rows.wgsl?raw';
import type { EmittedMade } from '../../../program/target/wgsl.ts';
import type { DeviceDelivery } from './delivery.ts';
import type { Connections } from './stored/form.ts';

/** Modules that define `deliver_made`, which kernels call for every spike. */
export const madeModules = (made: EmittedMade | undefined, { tables }: Connections): readonly string[] =>
  made && tables !== undefined ? [`const tables_first: u32 = ${tables}u;\n`, madeRows, made.code] : [noMadeRows];

export const made: DeviceDelivery = {
  refusal: (label) => `takes stored synapses only, and those of '${label}' are made anew at each spike`,
};
