/**
 * Which models the fields have asked of the worker, so that a model that arrives is known for an answer or for a change from elsewhere
 * (another preset, an undo, a link). Answers arrive late and in order: by then more may have been typed, and asked.
 */
import { type ModelText, sameModel } from '../../../../live/index.ts';

export class AskedModels {
  /** What was last asked, or what last came from elsewhere. */
  #last: ModelText | undefined;
  /** Asked and not yet seen to run. */
  #underway: ModelText[] = [];

  isLast(model: ModelText): boolean {
    return this.#last !== undefined && sameModel(model, this.#last);
  }

  ask(model: ModelText): void {
    this.#last = model;
    this.#underway.push(model);
  }

  /** It does not run; `running` does. */
  refused(model: ModelText, running: ModelText | undefined): void {
    this.#underway = this.#underway.filter((other) => other !== model);
    if (this.#last === model) this.#last = running;
  }

  /** A model runs. True if the fields have not asked for it: they show it then. */
  runs(model: ModelText): boolean {
    const seen = this.#underway.findIndex((other) => sameModel(model, other));
    if (seen >= 0) this.#underway.splice(0, seen + 1);
    if (this.isLast(model)) {
      this.#underway = [];
      return false;
    }
    // What is in the fields was typed since, and is on its way.
    if (seen >= 0) return false;
    this.#last = model;
    return true;
  }
}
