/** Turns what was thrown into what the page shows. */
import { BlowUpError, TextError, UserError } from '../../index.ts';
import type { Failure } from './messages.ts';

export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof BlowUpError) return { kind: 'blow-up', message: thrown.message, time: thrown.time };
  if (thrown instanceof TextError) return { kind: 'text', message: thrown.message };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (/device.*lost|lost.*device/i.test(message)) return { kind: 'lost', message };
  if (thrown instanceof UserError) return { kind: 'user', message };
  return { kind: 'internal', message };
}
