/** Which of the views are open: the part of the state that changes nothing of the run. */
import { signal } from '@preact/signals';
import type { Extent } from './extent.ts';
import type { AddressView, SideTab } from './view-address.ts';
import type { ViewName } from './views.ts';

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

  /** What differs from the page as it opens, for a link. */
  changed(): Pick<AddressView, 'side' | 'lower' | 'extent' | 'population' | 'plane'> {
    const { side, lower, extent, population, plane } = this;
    const kept = <T>(value: T, standard: T) => (value === standard ? undefined : value);
    return {
      side: kept(side.value, 'parameters'),
      lower: kept(lower.value, 'time'),
      extent: kept(extent.value, 'all'),
      population: kept(population.value, ''),
      // The page chooses the variables as soon as the plane is opened.
      plane: lower.value !== 'phase' || plane.value[0] === '' || plane.value[1] === '' ? undefined : plane.value,
    };
  }

  /** Opens what a link names. */
  show({ side, lower, extent, population, plane }: AddressView): void {
    if (side !== undefined) this.side.value = side;
    if (lower !== undefined) this.lower.value = lower;
    if (extent !== undefined) this.extent.value = extent;
    if (population !== undefined) this.population.value = population;
    if (plane !== undefined) this.plane.value = plane;
  }
}
