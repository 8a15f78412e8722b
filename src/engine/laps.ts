/** Adds up what the phases of steps took, for every backend. */
import { type Phase, type PhaseLabel, phases } from '../program/phases.ts';
import type { PhaseTime } from './engine.ts';

export class Laps {
  readonly #times = new Map<PhaseLabel, { ms: number; dispatches: number }>();

  /** Notes that a piece of work with these phases took `ms` milliseconds in so many GPU dispatches. */
  add(phase: PhaseLabel, ms: number, dispatches = 0): void {
    const sum = this.#times.get(phase) ?? { ms: 0, dispatches: 0 };
    this.#times.set(phase, { ms: sum.ms + ms, dispatches: sum.dispatches + dispatches });
  }

  /** In the order of a step, by the first phase of each. */
  list(): PhaseTime[] {
    const place = (label: PhaseLabel): number => phases.indexOf(label.split('+')[0] as Phase);
    return [...this.#times]
      .map(([phase, sum]): PhaseTime => ({ phase, ...sum }))
      .sort((a, b) => place(a.phase) - place(b.phase));
  }
}
