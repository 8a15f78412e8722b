/** Numbers without the last digits that products in binary leave: 139 · 0.1 is 13.9, not 13.900000000000002. */

/** To so many significant digits. */
export const decimal = (value: number, digits = 12): number => Number(value.toPrecision(digits));

/** Time of a step, ms; `dt` in ms. */
export const stepTime = (step: number, dt: number): number => decimal(step * dt);
