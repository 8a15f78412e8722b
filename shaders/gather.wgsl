// Integer synaptic sums: a ring of rows, one row per step, one entry per inlet and cell.

// The ring; row step mod slots belongs to this step.
@group(0) @binding(2) var<storage, read_write> accumulators: array<atomic<i32>, ring_length>;

// Whether to take and clear by one exchange. Software adapters do that faster than a load and a store that few threads need; GPUs prefer
// the load.
override gather_by_exchange: bool = false;

// The sum that arrived for this step at an entry of the row, and clears it. Only the entry's own cell calls this, and nobody adds to
// the row of the step in hand.
fn gather(entry: u32) -> f32 {
  let address = tick.row + entry;
  if (gather_by_exchange) {
    return f32(atomicExchange(&accumulators[address], 0));
  }
  let sum = atomicLoad(&accumulators[address]);
  if (sum != 0) {
    atomicStore(&accumulators[address], 0);
  }
  return f32(sum);
}
