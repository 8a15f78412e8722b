/** The deliveries of a program, kind by kind. */
import type { Program } from '../../../program/program.ts';
import { type GroupKind, groupsOf } from '../../../program/synapses.ts';
import type { PassRules } from '../../../program/target/javascript.ts';
import type { Delivery } from './delivery.ts';
import { madeDelivery } from './made.ts';
import { PathwayDelivery, type RuleMemory } from './pathway.ts';
import { storedDelivery } from './stored.ts';

interface Deliveries {
  readonly deliveries: readonly Delivery[];
  /** Variables of plastic synapses, in the order of a checkpoint; none of a group whose weights do not change. */
  readonly weights: readonly Float64Array[];
}

/** `rules`: those of the pathways, in their order. */
export function deliveriesOf(program: Program, memory: RuleMemory, rules: readonly PassRules[]): Deliveries {
  const pathways = new PathwayDelivery(program, memory, rules);
  const byKind: Readonly<Record<GroupKind, readonly Delivery[]>> = {
    stored: groupsOf(program, 'stored').map(storedDelivery),
    made: groupsOf(program, 'made').map((group) => madeDelivery(group, program.seed, program.ring.width)),
    pathway: pathways.weights.length > 0 ? [pathways] : [],
  };
  return { deliveries: Object.values(byKind).flat(), weights: pathways.weights };
}
