import { grouped } from './grouped.ts';

/** '0.0123', '1.23', '12 345': three digits, more where the whole part has them; `value` is above 0. */
export const threeDigits = (value: number): string =>
  value >= 100
    ? grouped(value.toFixed(0))
    : Number(value.toPrecision(3)).toFixed(Math.min(9, Math.max(0, 2 - Math.floor(Math.log10(value)))));
