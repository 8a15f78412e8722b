/** One parameter as people type it. */
import { type KnobBounds, settledValue } from '../document/knob.ts';
import { fromUnit } from '../quantity/quantity.ts';

/** One parameter's value in internal units, from text or its default. */
export const settingValue = (parameter: KnobBounds & { readonly value: number }, text?: string): number =>
  text === undefined ? fromUnit(parameter.value, parameter.unit) : settledValue(parameter, text);
