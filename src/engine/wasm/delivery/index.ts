/** Copies a program's synapses into the memory of a module, kind by kind. */
import type { GroupKind, SynapseGroup } from '../../../program/synapses.ts';
import type { Fill, FillTask } from './delivery.ts';
import { fillMade } from './made.ts';
import { fillPathway } from './pathway.ts';
import { fillStored } from './stored.ts';

const fills: { readonly [K in GroupKind]: Fill<Extract<SynapseGroup, { readonly kind: K }>> } = {
  stored: fillStored,
  made: fillMade,
  pathway: fillPathway,
};

export function fillSynapses(task: Omit<FillTask, 'places'>): void {
  task.program.synapses.forEach((group, g) => {
    (fills[group.kind] as Fill<SynapseGroup>)(group, { ...task, places: task.image.map.groups[g]! });
  });
}
