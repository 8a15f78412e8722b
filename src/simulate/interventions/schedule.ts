/** Interventions in order of time: what is done, what is to come, and what they amount to at a step. */

/** What is done before step `step` is run. */
export interface Scheduled<Act> {
  readonly step: number;
  readonly action: Act;
}

/** Currents and silences, which last; durations in ms, may be infinite. */
export type Lasting =
  | {
      readonly kind: 'inject';
      readonly cells: readonly number[];
      readonly amplitude: string;
      readonly duration: number;
    }
  | { readonly kind: 'silence'; readonly cells: readonly number[]; readonly duration: number };

type Some = { readonly kind: string };

const isLasting = (action: Some): action is Lasting => action.kind === 'inject' || action.kind === 'silence';

export class Schedule<Act extends Some> {
  #list: Scheduled<Act>[];
  #done = 0;
  readonly #dt: number;

  /** `list` sorted by step; `dt` in ms. */
  constructor(list: readonly Scheduled<Act>[], dt: number) {
    this.#list = [...list];
    this.#dt = dt;
  }

  get doneCount(): number {
    return this.#done;
  }
  get done(): readonly Scheduled<Act>[] {
    return this.#list.slice(0, this.#done);
  }
  get pending(): readonly Scheduled<Act>[] {
    return this.#list.slice(this.#done);
  }

  /** The next intervention that is due at `step`, counted as done. */
  take(step: number): Scheduled<Act> | undefined {
    const next = this.#list[this.#done];
    if (next === undefined || next.step > step) return undefined;
    this.#done++;
    return next;
  }

  /** Something done now, before what is still to come. */
  add(intervention: Scheduled<Act>): void {
    const last = this.#list[this.#done - 1];
    // One parameter turned several times before a step: the last turn counts.
    if (last?.step === intervention.step && turnsSame(last.action, intervention.action))
      this.#list[this.#done - 1] = intervention;
    else this.#list.splice(this.#done++, 0, intervention);
  }

  /** Forgets what was done from number `count` on; what was to come stays to come. */
  forget(count: number): void {
    this.#list.splice(count, this.#done - count);
    this.#done = count;
  }

  /** Puts the mark back: what was done from number `count` on will be done again. */
  back(count: number): void {
    this.#done = count;
  }

  /** How many interventions an undo leaves: without the last one, or the last turns of one parameter. */
  beforeLast(): number {
    let count = this.#done - 1;
    const last = this.#list[count];
    while (count > 0 && turnsSame(this.#list[count - 1]!.action, last!.action)) count--;
    return Math.max(0, count);
  }

  /** The first step after `step` at which something begins or ends. */
  nextStop(step: number): number {
    let next = this.#list[this.#done]?.step ?? Number.POSITIVE_INFINITY;
    for (let k = 0; k < this.#done; k++) {
      const end = this.#end(this.#list[k]!);
      if (end > step && end < next) next = end;
    }
    return next;
  }

  /** Whether a current or a silence ends at `step`. */
  endsAt(step: number): boolean {
    for (let k = 0; k < this.#done; k++) if (this.#end(this.#list[k]!) === step) return true;
    return false;
  }

  /** Currents and silences in force during `step`. */
  active(step: number): Lasting[] {
    const found: Lasting[] = [];
    for (let k = 0; k < this.#done; k++) {
      const intervention = this.#list[k]!;
      if (isLasting(intervention.action) && intervention.step <= step && this.#end(intervention) > step)
        found.push(intervention.action);
    }
    return found;
  }

  /** Infinity for what does not last and for what never ends. */
  #end({ step, action }: Scheduled<Act>): number {
    return isLasting(action) ? step + Math.max(1, Math.round(action.duration / this.#dt)) : Number.POSITIVE_INFINITY;
  }
}

function turnsSame(a: Some, b: Some): boolean {
  const name = (action: Some) => (action as Some & { readonly name?: string }).name;
  return a.kind === 'set' && b.kind === 'set' && name(a) === name(b);
}
