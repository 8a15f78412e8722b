/** How many steps go into one call of the module: calls cannot be interrupted, so they are kept short. */

/** Wall time aimed at, ms. */
const TARGET = 25;

export class Pace {
  private steps = 8;

  /** Steps for the next call. */
  next(): number {
    return this.steps;
  }

  /** Notes that a call of `steps` steps took `wall` ms. */
  learn(steps: number, wall: number): void {
    const ideal = (steps * TARGET) / Math.max(wall, 0.01);
    this.steps = Math.max(1, Math.floor(Math.min(ideal, steps * 4)));
  }
}
