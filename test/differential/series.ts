/** Many random networks, and what must hold of all of them together. */
import { expect } from 'vitest';
import { type Compared, compare, report, type Verdict } from './compare.ts';
import { randomNetwork } from './networks.ts';
import { rules } from './rules.ts';

const backends: readonly Compared[] = ['reference', 'wasm'];

/** Networks of the seeds from ≤ seed < to, each on both backends; the first finding ends it. */
export async function series(from: number, to: number): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (let seed = from; seed < to; seed++) {
    for (const verdict of await compare(randomNetwork(seed), backends)) {
      if (verdict.finding !== undefined) expect.fail(report(verdict));
      verdicts.push(verdict);
    }
  }
  return verdicts;
}

/** Kinds of cells that the generator makes, as their families' names begin. */
const families = [
  'leaky',
  'adaptive',
  'exponential',
  'AdEx',
  'Izhikevich',
  'Hodgkin–Huxley',
  'Traub–Miles',
  'library: TM1991',
  'library: HH1952',
  'FitzHugh–Nagumo',
  'quadratic',
  'linear equations',
  'nonlinear equations',
];

/** That the comparison was one: everything took part, and rounding ended few runs early. Prints the figures. */
export function judge(verdicts: readonly Verdict[]): void {
  const seen = new Set(verdicts.flatMap((v) => v.network.populations.map((p) => p.cell.family)));
  for (const family of families)
    expect(
      [...seen].some((s) => s.startsWith(family)),
      family,
    ).toBe(true);
  const used = new Set(verdicts.map((v) => v.network.integrator));
  for (const name of [...Object.keys(rules), undefined]) expect(used.has(name), `${name}`).toBe(true);
  for (const backend of backends) {
    const own = verdicts.filter((v) => v.backend === backend);
    const sum = (f: (v: Verdict) => number): number => own.reduce((total, v) => total + f(v), 0);
    const [ambiguous, blewUp] = [sum((v) => Number(v.ambiguous)), sum((v) => Number(v.blewUp))];
    const compared = sum((v) => v.steps) / sum((v) => v.asked);
    const spikes = sum((v) => v.spikes);
    const worst = own.map((v) => v.worst).sort((a, b) => a - b);
    console.log(
      `${backend}: ${own.length} networks, ${sum((v) => v.steps)} steps, ${spikes} spikes compared; rounding may decide in ${ambiguous}, ` +
        `${blewUp} left their bounds; differences up to ${worst.at(-1)!.toPrecision(2)} of what is allowed, half of them below ${worst[own.length >> 1]!.toPrecision(2)}`,
    );
    // In single precision a margin is some 10⁻³ mV, where releases are rounded to 2⁻¹² as much, and values move by a tenth of a mV to 1 mV
    // a step: one spike in some hundreds, of ten in a network, is within it.
    expect(ambiguous).toBeLessThan(0.1 * own.length);
    expect(blewUp).toBeLessThan(0.05 * own.length);
    expect(compared).toBeGreaterThan(0.95);
    expect(spikes).toBeGreaterThan(3 * own.length);
    // Allowed is what rounding does, not much more: else the comparison would see little.
    expect(worst[own.length >> 1]!).toBeGreaterThan(0.003);
  }
}
