import { CapacityError } from '../../errors.ts';

/**
 * The browser or driver took the device away (a reset, a driver update, a submit that ran too long). The state on it is gone; a run can
 * go on from its last checkpoint on a new device.
 */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';
  /** Why, as the browser puts it: 'unknown' or 'destroyed'. */
  readonly reason: string;

  constructor(reason: string, detail: string) {
    super(
      `The GPU device was lost (${reason}${detail ? `: ${detail}` : ''}). Resume from the last checkpoint on a new device.`,
    );
    this.reason = reason;
  }
}

/** The network needs more of something than the adapter has. */
export class AdapterLimitError extends CapacityError {
  override readonly name = 'AdapterLimitError';

  /** `what`: a sentence with what is needed and what is allowed. */
  constructor(what: string) {
    super(`${what} Make the network smaller, or choose another backend: wasm.`);
  }
}

/** A number of bytes for people. */
export const inBytes = (bytes: number): string =>
  bytes < 2 ** 20 ? `${(bytes / 2 ** 10).toFixed(1)} KiB` : `${(bytes / 2 ** 20).toFixed(1)} MiB`;
