/** The deliveries of a program, kind by kind. */
import type { Layout } from '../../../program/layout.ts';
import type { Program } from '../../../program/program.ts';
import { groupsOf, type Kind } from '../../../program/synapses.ts';
import type { WeightRules } from '../../../program/target/javascript.ts';
import type { Delivery } from './delivery.ts';
import { madeDelivery } from './made.ts';
import { PathwayDelivery } from './pathway.ts';
import { storedDelivery } from './stored.ts';

interface Deliveries {
  readonly deliveries: readonly Delivery[];
  /** Plastic weights, in the order of a checkpoint; none of a group whose weights do not change. */
  readonly weights: readonly Float64Array[];
}

/** `state`: the flat array of state, as `layout` says. `rules`: those of the pathways, in their order. */
export function deliveriesOf(
  program: Program,
  layout: Layout,
  state: Float64Array,
  rules: readonly WeightRules[],
): Deliveries {
  const pathways = new PathwayDelivery(program, layout, state, rules);
  const byKind: Readonly<Record<Kind, readonly Delivery[]>> = {
    stored: groupsOf(program, 'stored').map(storedDelivery),
    made: groupsOf(program, 'made').map((group) => madeDelivery(group, program.seed, program.ring.width)),
    pathway: pathways.weights.length > 0 ? [pathways] : [],
  };
  return { deliveries: Object.values(byKind).flat(), weights: pathways.weights };
}
