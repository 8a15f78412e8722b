/** Stored synapses on the device: in the form that the strategy needs, delivered by its kernel. */
import type { EmittedMade } from '../../../program/target/wgsl.ts';
import type { NetworkFacts } from '../facts.ts';
import type { DeviceDelivery } from './delivery.ts';
import { blockConnections } from './stored/blocks.ts';
import type { Connections, Form } from './stored/form.ts';
import { plainConnections } from './stored/plain.ts';

export type { Connections, Form } from './stored/form.ts';

/** `made`: what is made at each spike beside them. */
export const connectionsOf = (form: Form, facts: NetworkFacts, made: EmittedMade | undefined): Connections =>
  form === 'blocks' ? blockConnections(facts) : plainConnections(facts, made);

export const stored: DeviceDelivery = {
  refusal: () => 'takes no stored synapses',
};
