import { shown, UserError } from '../../errors.ts';
import { noMore } from '../../no-more.ts';
import { flag, optional, optionsOf } from '../../options.ts';
import { binomial } from '../../random/binomial.ts';
import { type ConnectionRule, choices, type RuleTask } from './rule.ts';
import { rejection, WordStream } from './words.ts';

/**
 * `synapses` in all, each from a source and onto a target drawn uniformly and independently, so that two cells may be joined by several.
 * Without autapses both are drawn again where they are one cell.
 */
export function fixedTotalNumber(
  synapses: number,
  options: { readonly autapses?: boolean } = {},
  ...more: undefined[]
): ConnectionRule {
  noMore('fixedTotalNumber', 'a number of synapses and options', more);
  if (!Number.isInteger(synapses) || synapses < 0 || synapses > 0xffffffff)
    throw new UserError(
      `fixedTotalNumber takes a whole number of synapses from 0 to 4 294 967 295; it got ${shown(synapses)}.`,
    );
  const autapses = readOptions(options).autapses ?? true;
  const name = `fixedTotalNumber(${synapses})`;
  return {
    name,
    description: { kind: 'fixedTotalNumber', synapses, autapses },
    recipe: (task) => ({ kind: 'draws', autapses, degree: outDegrees(task, synapses, autapses) }),
    check(task) {
      if (synapses > 0 && pairsUpTo(task, task.sources, autapses) === 0)
        throw new UserError(`${name} finds no pair of a source and a target to join; give it cells, or 0 synapses.`);
    },
    estimate: () => synapses,
    units: (task) => task.sources,
    count(task, counts, from, to) {
      const degrees = outDegrees(task, synapses, autapses);
      for (let i = from; i < to; i++) counts[i]! += degrees[i]!;
    },
    fill(task, { cursors, entries, base }, from, to) {
      const degrees = outDegrees(task, synapses, autapses);
      const words = new WordStream(task.seed, task.stream);
      for (let i = from; i < to; i++) {
        const { range, self } = choices(i + task.shift, task.targets, autapses);
        const reject = rejection(range);
        const first = self < 0 ? range : self;
        const start = cursors[i]!;
        const end = start + degrees[i]!;
        words.begin(i, degrees[i]!);
        for (let at = start; at < end; at++) {
          const j = words.below(range, reject);
          entries[at] = base + (j < first ? j : j + 1);
        }
        cursors[i] = end;
      }
    },
  };
}

const readOptions = optionsOf<{ readonly autapses?: boolean }>('fixedTotalNumber', { autapses: optional(flag) });

/** Pairs that can be joined, of the sources before `source`. */
function pairsUpTo({ targets, shift }: RuleTask, source: number, autapses: boolean): number {
  if (autapses) return source * targets;
  const own = Math.max(0, Math.min(source, targets - shift) - Math.max(0, -shift));
  return source * targets - own;
}

/** The last tasks' degrees: counting, filling and procedural rows ask for the same. */
const known = new Map<string, Uint32Array>();
const KEPT = 128;

/**
 * Synapses of each source, a multinomial: the number of a range of sources is cut in two by a binomial count, again and again. The words of
 * the range [from, to) are those of the counter ((from + to) >>> 1, 1, block, purpose.connect): each middle belongs to one range.
 */
function outDegrees(task: RuleTask, synapses: number, autapses: boolean): Uint32Array {
  const { sources, targets, shift, seed, stream } = task;
  const key = JSON.stringify([synapses, autapses, sources, targets, shift, seed, stream]);
  const found = known.get(key);
  if (found) return found;
  const degrees = new Uint32Array(sources);
  const words = new WordStream(seed, stream, 1);
  const next = (): number => words.next();
  const cut = (from: number, to: number, count: number): void => {
    if (count === 0) return;
    if (to - from === 1) {
      degrees[from] = count;
      return;
    }
    const middle = (from + to) >>> 1;
    const [start, half, end] = [from, middle, to].map((i) => pairsUpTo(task, i, autapses)) as [number, number, number];
    words.begin(middle, 0);
    const first = binomial(count, (half - start) / (end - start), next);
    cut(from, middle, first);
    cut(middle, to, count - first);
  };
  cut(0, sources, synapses);
  if (known.size >= KEPT) known.delete(known.keys().next().value!);
  known.set(key, degrees);
  return degrees;
}
