/** '−0.50': so many decimals, as `grouped` writes them; '–' where there is no number. */
export const fixed = (value: number | undefined, decimals: number): string =>
  value === undefined || !Number.isFinite(value) ? '–' : grouped(value.toFixed(decimals));

/** '12 345.6' with thin spaces, from five digits on; a true minus. */
export function grouped(digits: string): string {
  const [whole = '', fraction] = digits.replace('-', '\u2212').split('.');
  const parted =
    whole.length > 4 + (whole.startsWith('\u2212') ? 1 : 0) ? whole.replace(/\B(?=(\d{3})+$)/g, '\u2009') : whole;
  return fraction === undefined ? parted : `${parted}.${fraction}`;
}
