/** Numbers as text: with units, and never more digits than they deserve. */
import { grouped } from '../../numbers/grouped.ts';
import type { Session } from './session.ts';

/** '312.4 ms'; one decimal more where the step is finer. */
export function timeText(ms: number, dt: number): string {
  const decimals = dt >= 0.1 ? 1 : Math.min(4, Math.ceil(-Math.log10(dt) - 1e-9));
  return `${grouped(ms.toFixed(decimals))} ms`;
}

export const rateText = (hz: number): string => (hz < 99.95 ? hz.toFixed(1) : hz.toFixed(0));

/** Two or three digits that mean something: 3 420 → '3 400'. */
export function rough(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const power = Math.floor(Math.log10(Math.abs(value)));
  if (power >= digits) {
    const unit = 10 ** (power - digits + 1);
    return grouped(`${Math.round(value / unit) * unit}`);
  }
  return grouped(Number(value.toPrecision(digits)).toFixed(Math.max(0, digits - 1 - power)));
}

/** How much biological time passes per second of waiting: '0.52 × real time'. */
export function realTime(session: Session): string {
  const statistics = session.statistics.value;
  const dt = session.record.value?.dt;
  if (statistics === undefined || dt === undefined || !Number.isFinite(statistics.stepsPerSecond)) return '';
  return `${rough((statistics.stepsPerSecond * dt) / 1000)} × real time`;
}
