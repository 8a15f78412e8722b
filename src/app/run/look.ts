/** Which of the views are open: the part of the state that changes nothing of the run. */
import { type Signal, signal } from '@preact/signals';
import type { Extent } from './extent.ts';
import type { AddressView, SideTab } from './view-address.ts';
import type { SynapseKind, ViewName } from './views.ts';

export class Look {
  readonly side = signal<SideTab>('parameters');
  /** View in the lower part of the stage. */
  readonly lower = signal<ViewName>('time');
  /** Part of the run that statistics are of. */
  readonly extent = signal<Extent>('all');
  /** Population whose model is edited; '' is the first. */
  readonly population = signal('');
  /** Variables of the phase plane; '' for those the page chooses. */
  readonly plane = signal<readonly [x: string, y: string]>(['', '']);
  /** What is seen of synapses, and of which of their values; undefined for what the page chooses. */
  readonly synapses = signal<SynapseKind | undefined>(undefined);
  readonly values = signal<string | undefined>(undefined);
  /** The traced cell that a view of one cell is of; undefined for the first. */
  readonly cell = signal<number | undefined>(undefined);

  /** What differs from the page as it opens, for a link. */
  changed(): AddressView {
    const { side, lower, extent, population, plane } = this;
    const kept = <T>({ value }: Signal<T>, standard: T) => (value === standard ? undefined : value);
    return {
      side: kept(side, 'parameters'),
      show: kept(lower, 'time'),
      part: kept(extent, 'all'),
      of: kept(population, ''),
      // The page chooses the variables as soon as the plane is opened.
      plane: lower.value !== 'phase' || plane.value[0] === '' || plane.value[1] === '' ? undefined : plane.value,
      synapses: this.synapses.value,
      values: this.values.value,
      cell: this.cell.value,
    };
  }

  /** Opens what a link names. */
  show(view: AddressView): void {
    const open = <T>(what: Signal<T>, named: T | undefined) => {
      if (named !== undefined) what.value = named;
    };
    open(this.side, view.side);
    open(this.lower, view.show);
    open(this.extent, view.part);
    open(this.population, view.of);
    open(this.plane, view.plane);
    open(this.synapses, view.synapses);
    open(this.values, view.values);
    open(this.cell, view.cell);
  }
}
