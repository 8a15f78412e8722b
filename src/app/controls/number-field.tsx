/** A labelled entry for one quantity of a protocol. */
import { readNumber, within } from '../entries.ts';
import { quantityText } from '../quantity-text.ts';
import { Words } from '../symbols/words.tsx';
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
    const number = within(readNumber(text, unit, label), range, label, unit);
    return whole ? Math.round(number) : number;
  };
  return (
    <span class="inline-setting">
      <label for={id}>
        <Words text={label} title />
      </label>
      <TextField id={id} name={label} shown={quantityText(value, unit)} onEnter={(text) => onEnter(read(text))} />
    </span>
  );
}
