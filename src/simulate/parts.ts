/** How long the parts of a run are: short enough to draw, cancel and resume, long enough to cost nothing. */

/** Wall time aimed at for one part, ms. */
const TARGET = 40;
const LONGEST = 4096;

/** Adapts the number of steps per part to the measured speed. The parts never change the spikes. */
export class PartLength {
  #steps = 16;

  get steps(): number {
    return this.#steps;
  }

  /** Notes that `steps` steps took `wall` ms. */
  learn(steps: number, wall: number): void {
    const ideal = (steps * TARGET) / Math.max(wall, 0.05);
    // Grows at most fourfold at a time, so that one lucky measurement cannot make a part last for seconds.
    this.#steps = Math.max(1, Math.min(LONGEST, Math.round(Math.min(ideal, this.#steps * 4))));
  }
}
