/** Where a parameter is worth looking at. */
import type { Scale } from '../numbers/scale.ts';
import type { PresetParameter } from './preset.ts';

/**
 * The useful surroundings of the default and the literature's value, not the whole of the allowed range, which is
 * open to typing. Two decades either side where it is logarithmic.
 */
export function surroundings(p: PresetParameter): Scale {
  const [least, most] = p.range;
  const anchors = [p.value, ...(p.literature ? [p.literature.value] : [])].filter((v) => v > 0);
  if (p.logarithmic && anchors.length > 0) {
    const low = Math.max(least, Math.min(...anchors) / 100);
    return { low, high: Math.min(most, Math.max(...anchors) * 30), log: true };
  }
  if (most - least <= 500) return { low: least, high: most, log: false };
  const reach = Math.max(5 * Math.abs(p.value), (most - least) / 200);
  return { low: Math.max(least, p.value - reach), high: Math.min(most, p.value + reach), log: false };
}
