// Integer synaptic sums: a ring of rows, one row per step, one entry per inlet and cell.

// The ring; row step mod slots belongs to this step.
@group(0) @binding(2) var<storage, read_write> accumulators: array<atomic<i32>, ring_length>;

// The accumulator that a spike of this step reaches: `delayed` is how many rows ahead and which entry of the row, both in one number (delay
// × width + entry; see Ring in src/program/synapses.ts).
fn ring_entry(delayed: u32) -> u32 {
  let ahead = tick.row + delayed;
  // Below the ring's length the difference wraps to a huge number: the lesser of the two is `ahead` modulo the ring.
  return min(ahead, ahead - network.ring);
}

// Whether a sum of 0 is cleared too. Software adapters store faster than they branch; GPUs are spared the write.
override always_clear: bool = false;

// The sum that arrived for this step at an entry of the row, and clears it. Only the entry's own cell calls this, and nobody adds to
// the row of the current step, so load and store need not be one operation.
fn gather(entry: u32) -> f32 {
  let address = tick.row + entry;
  let sum = atomicLoad(&accumulators[address]);
  if (always_clear) {
    atomicStore(&accumulators[address], 0);
  } else if (sum != 0) {
    atomicStore(&accumulators[address], 0);
  }
  return f32(sum);
}
