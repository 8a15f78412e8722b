/**
 * How many steps go into the next part of a run: so many that a part costs little beside them, so few that the run can be drawn, paused
 * and stopped between two parts. What the parts are never changes the spikes.
 */

export interface PaceOptions {
  /** Wall time aimed at for one part, ms. */
  readonly target: number;
  /** Steps of the first part. */
  readonly first: number;
  /** Most steps of a part; any number unless given. */
  readonly most?: number;
  /**
   * How many times longer a part may be than the last one allowed: the first parts carry costs that do not come again, and one lucky
   * measurement must not make a part last for seconds.
   */
  readonly growth: number;
}

export class Pace {
  readonly #options: PaceOptions;
  #steps: number;
  /** Wall time per step, smoothed, ms. */
  #perStep = Number.NaN;

  constructor(options: PaceOptions) {
    this.#options = options;
    this.#steps = options.first;
  }

  /** Steps that the next part may have. */
  get steps(): number {
    return this.#steps;
  }

  /** Steps per second of wall time, smoothed over the last parts; NaN before the first. */
  get rate(): number {
    return 1000 / this.#perStep;
  }

  /** Learns that a part of so many steps took so long; `wall` in ms. */
  note(steps: number, wall: number): void {
    const { target, most = Number.POSITIVE_INFINITY, growth } = this.#options;
    const perStep = Math.max(wall, 0.01) / steps;
    this.#perStep = Number.isNaN(this.#perStep) ? perStep : 0.7 * this.#perStep + 0.3 * perStep;
    // A short part's time is mostly what a part costs at all: it says little about a step.
    if (steps * 2 < this.#steps && wall < target) return;
    this.#steps = Math.max(1, Math.min(Math.floor(target / perStep), most, this.#steps * growth));
  }
}

/** Parts that a caller waits for: short enough to draw, cancel and resume. */
export const watchedPace = (): Pace => new Pace({ target: 40, first: 16, most: 16_384, growth: 2 });
