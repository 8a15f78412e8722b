/** Gates of one channel share its hue and differ in dash. */
import type { GateTrace } from '../../../studies/measure.ts';

const dashes = ['none', '6 3', '2 2.5', '8 3 2 3'];

export function gateDash(name: string, current: string | undefined, gates: readonly GateTrace[]): string {
  const place = gates.filter((g) => g.current === current).findIndex((g) => g.name === name);
  return dashes[Math.max(0, place) % dashes.length]!;
}
