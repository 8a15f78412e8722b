/**
 * How many steps go into one submit: enough to hide the cost of a submit, few enough that it ends well before a watchdog takes the device
 * away and that the desktop stays smooth.
 */

/** Aim for the duration of one submit, ms. Estimates lag and loads vary, so this is well below the 100 ms that must hold. */
const TARGET = 40;
/** Guess before anything is measured: µs per site and step on a slow adapter. */
const FIRST_GUESS = 0.25;

export class Pacing {
  /** Steps that the next submit may have. */
  #steps: number;
  readonly #most: number;

  /** `rows`: sites of all cells; `most`: what the buffers hold. */
  constructor(rows: number, most: number) {
    this.#most = most;
    this.#steps = clamp(Math.floor((TARGET * 1000) / (FIRST_GUESS * Math.max(rows, 1))), 1, Math.min(most, 32));
  }

  get steps(): number {
    return this.#steps;
  }

  /** Learns that a submit of so many steps took so long, ms. */
  note(steps: number, duration: number): void {
    // A short run's time is mostly latency: it says little about a step.
    if (steps * 2 < this.#steps && duration < TARGET) return;
    const fitting = Math.floor((steps * TARGET) / Math.max(duration, 0.01));
    this.#steps = clamp(fitting, 1, Math.min(this.#most, this.#steps * 2));
  }
}

const clamp = (x: number, least: number, most: number): number => Math.max(least, Math.min(most, x));
