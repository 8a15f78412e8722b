/** Exact two-sample permutation test on a matrix of distances between runs. */

/**
 * Share of all ways to name `first.length` of the runs "first" that separate the two groups at least as much as the true naming does.
 * Separation: mean distance between groups − mean distance within groups. Under exchangeable runs this is a p-value, exact for
 * any distance; its smallest value is 1 ÷ (number of ways).
 */
export function permutationP(
  distance: (i: number, j: number) => number,
  runs: number,
  first: readonly number[],
): number {
  const matrix = Array.from({ length: runs }, (_, i) =>
    Array.from({ length: runs }, (__, j) => (i === j ? 0 : distance(i, j))),
  );
  const separation = (chosen: ReadonlySet<number>): number => {
    let between = 0;
    let within = 0;
    let nBetween = 0;
    let nWithin = 0;
    for (let i = 0; i < runs; i++)
      for (let j = i + 1; j < runs; j++)
        if (chosen.has(i) === chosen.has(j)) {
          within += matrix[i]![j]!;
          nWithin++;
        } else {
          between += matrix[i]![j]!;
          nBetween++;
        }
    return between / nBetween - within / nWithin;
  };
  const observed = separation(new Set(first));
  let ways = 0;
  let extreme = 0;
  const choose = (from: number, chosen: number[]): void => {
    if (chosen.length === first.length) {
      ways++;
      // The true naming itself must count in spite of rounding.
      if (separation(new Set(chosen)) >= observed - 1e-12) extreme++;
      return;
    }
    for (let i = from; i < runs; i++) choose(i + 1, [...chosen, i]);
  };
  choose(0, []);
  return extreme / ways;
}
