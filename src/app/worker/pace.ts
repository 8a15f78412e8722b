/** Chooses how many steps to run before the page is told: enough to be cheap, few enough to look live and to be stopped at once. */

/** Wall time one part should take, ms. */
const target = 40;
const first = 20;
const most = 20_000;

export class Pace {
  #steps = first;
  #perStep = Number.NaN;

  /** Steps of the next part. */
  get steps(): number {
    return this.#steps;
  }

  /** Steps per second of wall time, smoothed over the last parts; NaN before the first. */
  get rate(): number {
    return 1000 / this.#perStep;
  }

  /** Takes note of a finished part; `wall` in ms. */
  note(steps: number, wall: number): void {
    const perStep = Math.max(wall, 0.01) / steps;
    this.#perStep = Number.isNaN(this.#perStep) ? perStep : 0.7 * this.#perStep + 0.3 * perStep;
    // At most doubled at a time: the first parts carry costs that do not come again.
    this.#steps = Math.max(1, Math.min(most, this.#steps * 2, Math.round(target / this.#perStep)));
  }
}
