/** The deliveries of every kind. */
import type { Program } from '../../../program/program.ts';
import type { GroupKind } from '../../../program/synapses.ts';
import type { EmittedWgsl } from '../../../program/target/wgsl.ts';
import type { After, DeviceDelivery } from './delivery.ts';
import { made } from './made.ts';
import { pathway } from './pathway.ts';
import { stored } from './stored.ts';

export const deliveries: Readonly<Record<GroupKind, DeviceDelivery>> = { stored, made, pathway };

/** What follows each step of the program. */
export const aftersOf = (program: Program, emitted: EmittedWgsl): After[] =>
  Object.values(deliveries).flatMap((delivery) => delivery.after?.(program, emitted) ?? []);
