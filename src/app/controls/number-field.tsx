/** A labelled entry for one quantity of a protocol. */
import { parseQuantity } from '../../index.ts';
import { within } from '../rooms/network/experiment.ts';
import { toUnit, unitText } from '../units.ts';
import { TextField } from './text-field.tsx';

interface NumberFieldProps {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** In `unit`. */
  readonly value: number;
  readonly range: readonly [number, number];
  readonly whole?: boolean;
  readonly onEnter: (value: number) => void;
}

/** Reads '5', '5 ms' or '0.005 s'. */
export function NumberField({ id, label, unit, value, range, whole = false, onEnter }: NumberFieldProps) {
  const read = (text: string): number => {
    const full = unit !== '' && /^\s*[+\-−]?[\d.]+(e[+-]?\d+)?\s*$/i.test(text) ? `${text} ${unit}` : text;
    const { value: inside } = parseQuantity(full, parseQuantity(`1 ${unit}`).dimension, label);
    const number = within(toUnit(inside, unit), range, label, unit);
    return whole ? Math.round(number) : number;
  };
  return (
    <span class="inline-setting">
      <label for={id}>{label}</label>
      <TextField
        id={id}
        name={label}
        shown={unit === '' ? `${value}` : `${value} ${unitText(unit)}`}
        onEnter={(text) => onEnter(read(text))}
      />
    </span>
  );
}
