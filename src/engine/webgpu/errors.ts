/**
 * The browser or driver took the device away (a reset, a driver update, a submit that ran too long). The state on it is gone; a run can
 * continue from its last checkpoint on a new device.
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
