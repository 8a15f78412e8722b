/** The functions that deliver a program's synapses, kind by kind. */
import type { GroupKind } from '../../../program/synapses.ts';
import type { DeliveryCalls, DeliveryContext } from './delivery.ts';
import { madeCalls } from './made.ts';
import { pathwayCalls } from './pathway.ts';
import { storedCalls } from './stored.ts';

const kinds: Readonly<Record<GroupKind, (context: DeliveryContext) => DeliveryCalls>> = {
  stored: storedCalls,
  made: madeCalls,
  pathway: pathwayCalls,
};

export function deliveryCalls(context: DeliveryContext): DeliveryCalls {
  const all = Object.values(kinds).map((calls) => calls(context));
  return {
    plain: all.flatMap((calls) => calls.plain),
    passes: all.flatMap((calls) => calls.passes),
    firstReadsOthers: all.some((calls) => calls.firstReadsOthers),
  };
}
