/**
 * Physical dimensions and the house's internal units.
 *
 * Internal base units: mV, ms, pA, 10 µm, fmol, K. They make the two conventions of the field coherent at once: nS·mV = pA and
 * pA·ms/mV = pF for whole cells, and, since 1 nS per (10 µm)² is 1 mS/cm², also mS/cm²·mV = µA/cm² for densities; fmol per (10 µm)³ is mM.
 */

/** Exponents of voltage, time, current, length, amount of substance, temperature. */
export type Dimension = readonly [number, number, number, number, number, number];

export const dimensionless: Dimension = [0, 0, 0, 0, 0, 0];
export const voltage: Dimension = [1, 0, 0, 0, 0, 0];
export const timeDimension: Dimension = [0, 1, 0, 0, 0, 0];
export const current: Dimension = [0, 0, 1, 0, 0, 0];

/** SI value of each internal base unit: V, s, A, m, mol, K. */
export const baseUnits: readonly number[] = [1e-3, 1e-3, 1e-12, 1e-5, 1e-15, 1];

export const sameDimension = (a: Dimension, b: Dimension): boolean => a.every((x, i) => x === b[i]);
export const multiplyDimensions = (a: Dimension, b: Dimension): Dimension =>
  a.map((x, i) => x + b[i]!) as unknown as Dimension;
export const divideDimensions = (a: Dimension, b: Dimension): Dimension =>
  a.map((x, i) => x - b[i]!) as unknown as Dimension;
