/** Nearest known word to a mistyped one. */

/** Edits (insert, delete, replace, swap of neighbours) between two words; a change of case alone counts half. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const x = a[i - 1]!;
      const y = b[j - 1]!;
      const cost = x === y ? 0 : x.toLowerCase() === y.toLowerCase() ? 0.5 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && x === b[j - 2] && a[i - 2] === y) best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}

/** The known word closest to `word`, if any is close enough to have been meant. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > 40) return undefined;
  const limit = word.length <= 2 ? 1 : word.length <= 5 ? 1.5 : 2.5;
  let best: string | undefined;
  let least = limit + 0.25;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > limit || candidate === word) continue;
    const d = distance(word, candidate);
    if (d < least) {
      least = d;
      best = candidate;
    }
  }
  // A word with no letter in common was not a slip of the hand.
  return best !== undefined && least < Math.max(best.length, word.length) ? best : undefined;
}
