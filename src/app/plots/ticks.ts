/** Round numbers for axes. */

/** Multiples of 1, 2 or 5 times a power of ten within [from, to], about `wanted` of them. */
export function ticks(from: number, to: number, wanted: number): number[] {
  const step = tickStep(from, to, wanted);
  const out: number[] = [];
  for (let k = Math.ceil(from / step - 1e-9) + 0; k * step <= to + 1e-9 * step; k++) out.push(k * step);
  return out;
}

export function tickStep(from: number, to: number, wanted: number): number {
  const raw = Math.max((to - from) / Math.max(1, wanted), Number.MIN_VALUE * 1e10);
  const power = 10 ** Math.floor(Math.log10(raw));
  const ratio = raw / power;
  return power * (ratio > 5 ? 10 : ratio > 2 ? 5 : ratio > 1 ? 2 : 1);
}

/** As many decimals as the step between ticks needs; thousands apart by a thin space. */
export function tickLabel(value: number, step: number): string {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return grouped(value.toFixed(decimals));
}

/** '12 345.6' with thin spaces; a true minus. */
export function grouped(digits: string): string {
  const [whole = '', fraction] = digits.replace('-', '\u2212').split('.');
  const parted =
    whole.length > 4 + (whole.startsWith('\u2212') ? 1 : 0) ? whole.replace(/\B(?=(\d{3})+$)/g, '\u2009') : whole;
  return fraction === undefined ? parted : `${parted}.${fraction}`;
}

/** The least of 1, 2, 5 × 10ⁿ that is at least `value`. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const ratio = value / power;
  return power * (ratio > 5 ? 10 : ratio > 2 ? 5 : ratio > 1 ? 2 : 1);
}
