/** A number of the whole cell in the side: each change makes the cell anew. */
import { planBounds } from '../../../studies/measure.ts';
import { NumberField } from '../../controls/number-field.tsx';
import type { Dendrites } from './dendrites.ts';

interface PlanNumberProps {
  readonly room: Dendrites;
  readonly id: string;
  readonly label: string;
  readonly name: keyof typeof planBounds;
}

export const PlanNumber = ({ room, id, label, name }: PlanNumberProps) => (
  <NumberField
    id={id}
    label={label}
    {...planBounds[name]}
    value={room.experiment.value[name]}
    onEnter={(value) => room.plan(() => ({ [name]: value }))}
  />
);
