/** Draws the partners of one cell: the common core of fixed out-degree and fixed in-degree. */
import { choices, type RuleTask, type TapseOptions } from './rule.ts';
import { rejection, WordStream } from './words.ts';

export class PartnerDraw {
  readonly #words: WordStream;
  readonly #degree: number;
  readonly #partners: number;
  readonly #autapses: boolean;
  readonly #multapses: boolean;
  /** Partners of the cell last drawn. */
  readonly drawn: Uint32Array;
  /** stamp[p] equals the current mark once p is taken. */
  readonly #stamps: Uint32Array;
  #mark = 0;

  constructor(task: RuleTask, degree: number, partners: number, options: TapseOptions) {
    this.#words = new WordStream(task.seed, task.stream);
    this.#degree = degree;
    this.#partners = partners;
    this.#autapses = options.autapses ?? true;
    this.#multapses = options.multapses ?? true;
    this.drawn = new Uint32Array(degree);
    this.#stamps = new Uint32Array(this.#multapses ? 0 : partners);
  }

  /** Fills `drawn` for cell `unit`, which is number `own` among the partners (any other number: not among them). */
  draw(unit: number, own: number): void {
    const { range, self } = choices(own, this.#partners, this.#autapses);
    if (this.#multapses) this.#withReplacement(unit, range);
    else this.#distinct(unit, range);
    if (self < 0) return;
    const drawn = this.drawn;
    for (let k = 0; k < drawn.length; k++) if (drawn[k]! >= self) drawn[k]!++;
  }

  #withReplacement(unit: number, range: number): void {
    const words = this.#words;
    const drawn = this.drawn;
    const reject = rejection(range);
    words.begin(unit, drawn.length);
    for (let k = 0; k < drawn.length; k++) drawn[k] = words.below(range, reject);
  }

  /** Distinct partners by rejection of repeats; beyond half of them, those left out are drawn instead. */
  #distinct(unit: number, range: number): void {
    const degree = this.#degree;
    const invert = degree > range / 2;
    const need = invert ? range - degree : degree;
    const stamps = this.#stamps;
    const mark = ++this.#mark;
    const reject = rejection(range);
    this.#words.begin(unit, need);
    for (let k = 0; k < need; ) {
      const candidate = this.#words.below(range, reject);
      if (stamps[candidate] === mark) continue;
      stamps[candidate] = mark;
      if (!invert) this.drawn[k] = candidate;
      k++;
    }
    if (!invert) return;
    for (let candidate = 0, k = 0; candidate < range; candidate++)
      if (stamps[candidate] !== mark) this.drawn[k++] = candidate;
  }
}
