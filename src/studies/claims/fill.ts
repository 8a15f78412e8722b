/** Numbers into sentences. */
import { grouped } from '../../numbers/grouped.ts';
import type { Facts } from '../study.ts';

const slot = /\{(\w+):(\d)\}/g;

/** '{rate:1} Hz' → '37.4 Hz'. A number that is not there, or not finite, is a dash. */
export function fill(text: string, facts: Facts): string {
  return text.replace(slot, (_, name: string, digits: string) => {
    const value = facts[name];
    return value === undefined || !Number.isFinite(value) ? '–' : grouped(value.toFixed(Number(digits)));
  });
}

/** Names of the facts that a text needs. */
export const slots = (text: string): string[] => [...text.matchAll(slot)].map((m) => m[1]!);
