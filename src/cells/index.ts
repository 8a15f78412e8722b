export { cell } from './cell.ts';
export { type Channel, type ChannelKind, type ChannelOptions, channel, type Gate } from './channel.ts';
export * from './channels/index.ts';
export { type CompartmentOptions, compartment, describeCompartment } from './compartment.ts';
export type { MembranePart } from './fragment.ts';
export * from './point/index.ts';
export { steadyState } from './steady.ts';
