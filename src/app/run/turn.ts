/** Parameters as a person turns them: one change after another while a slider is dragged. */
import type { Session } from './session.ts';

/** Wall time for which a drag must rest before it builds a network, ms. */
const rest = 150;

export class Turn {
  readonly #session: Session;
  /** While a slider is dragged on a finished run, every change runs it anew. */
  #anew: boolean | undefined;
  #waiting = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  /** `next`: new values in the parameters' units. `dragging`: more follow at once. `live`: whether they act on a running network. */
  change(next: Readonly<Record<string, number>>, dragging: boolean, live: boolean): void {
    this.#anew ??= this.#session.ends();
    const restart = this.#anew;
    if (!dragging) this.#anew = undefined;
    clearTimeout(this.#waiting);
    const act = () => this.#session.change(next, restart);
    // A new network for every pixel of a drag would be waste.
    if (dragging && !live) this.#waiting = window.setTimeout(act, rest);
    else act();
  }

  /** The slider was let go. */
  settle(): void {
    this.#anew = undefined;
  }
}
