/** What leaky cells must be for the closed forms to hold; each throws a UserError that says what is wrong. */
import { UserError } from '../../../errors.ts';

/** The reset lies below the threshold (mV): otherwise a spike brings the next at once. */
export function checkThreshold({ V_th, V_r }: { readonly V_th: number; readonly V_r: number }): void {
  if (V_r < V_th) return;
  throw new UserError(`The reset is ${V_r} mV and the threshold ${V_th} mV; the reset must lie below the threshold.`);
}

/** Rest lies below the threshold (mV): otherwise the cell fires by itself and has no rheobase. */
export function checkRest({ V_th, E_L }: { readonly V_th: number; readonly E_L: number }): void {
  if (E_L < V_th) return;
  throw new UserError(`Rest is at ${E_L} mV and the threshold at ${V_th} mV; rest must lie below the threshold.`);
}

/** The membrane alone is followed by a threshold that it does not reach (mV). */
export function checkReach(V: number, top: number): void {
  if (V < top) return;
  throw new UserError(
    `The voltage would come to ${Number(V.toPrecision(4))} mV; the membrane is followed below ${top} mV. Take a smaller current or a larger g_L.`,
  );
}
