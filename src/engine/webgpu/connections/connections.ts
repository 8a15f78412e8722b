/** How the network's synapses lie on the device: the arrays that are bound, and the code that reads them. */
import type { Program } from '../../../program/program.ts';
import type { Limits } from '../limits.ts';
import { blockConnections } from './blocks.ts';
import type { Connections, Form } from './form.ts';
import { plainConnections } from './plain.ts';

export type { Connections, Form } from './form.ts';

export const connectionsOf = (form: Form, program: Program, limits: Limits): Connections =>
  ({ plain: plainConnections, blocks: blockConnections })[form](program, limits);
