/** `share` of b in a; both '#rrggbb'. */
export function blend(a: string, b: string, share: number): string {
  const channel = (text: string, k: number) => Number.parseInt(text.slice(1 + 2 * k, 3 + 2 * k), 16);
  const mixed = [0, 1, 2].map((k) => Math.round(channel(a, k) * (1 - share) + channel(b, k) * share));
  return `#${mixed.map((v) => v.toString(16).padStart(2, '0')).join('')}`;
}
