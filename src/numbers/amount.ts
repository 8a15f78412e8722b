/** A number in a unit, where both are at hand: `{ value: 9, unit: 'nS' }` is what '9 nS' says, and nobody has to print and parse it. */
export interface Amount {
  readonly value: number;
  /** '' for a plain number. */
  readonly unit: string;
}

export function isAmount(x: unknown): x is Amount {
  if (typeof x !== 'object' || x === null) return false;
  const { value, unit } = x as Partial<Record<keyof Amount, unknown>>;
  return typeof value === 'number' && typeof unit === 'string';
}

/** '9 nS', as it stands in sentences. */
export const amountText = (given: string | number | Amount): string =>
  isAmount(given) ? `${given.value} ${given.unit}`.trimEnd() : `${given}`;
