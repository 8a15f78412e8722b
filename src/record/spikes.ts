/** Spikes as parallel arrays, always sorted by step, then by network-wide cell. */
export interface SpikeBlock {
  /** Number of the step in which each spike was found; its time is step × dt. */
  readonly steps: Uint32Array;
  /** Network-wide index of the cell. */
  readonly cells: Uint32Array;
}

/** The blocks joined in order. Each must start at or after the end of the one before. */
export function joinSpikes(blocks: readonly SpikeBlock[]): SpikeBlock {
  const total = blocks.reduce((n, b) => n + b.steps.length, 0);
  const steps = new Uint32Array(total);
  const cells = new Uint32Array(total);
  let at = 0;
  for (const block of blocks) {
    steps.set(block.steps, at);
    cells.set(block.cells, at);
    at += block.steps.length;
  }
  return { steps, cells };
}

/**
 * Decodes a bit record: one bit per cell and step, `words` 32-bit words per step, cell i in bit i mod 32 of word ⌊i/32⌋. Sorted as it
 * comes.
 */
export function decodeBits(bits: Uint32Array, words: number, firstStep: number, steps: number): SpikeBlock {
  let count = 0;
  const used = steps * words;
  for (let w = 0; w < used; w++) count += popcount(bits[w]!);
  const out = { steps: new Uint32Array(count), cells: new Uint32Array(count) };
  let at = 0;
  for (let s = 0; s < steps; s++) {
    for (let w = 0; w < words; w++) {
      let word = bits[s * words + w]!;
      while (word !== 0) {
        const lowest = word & -word;
        out.steps[at] = firstStep + s;
        out.cells[at++] = w * 32 + (31 - Math.clz32(lowest));
        word ^= lowest;
      }
    }
  }
  return out;
}

function popcount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
