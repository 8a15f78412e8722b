// Format of block-local synapses whose weights fit 16 bits: one word each, the entry within the block below, the weight above.
//
// Linked by name: `target_at` (generated), `sums`.

fn add_synapse(synapse: u32) {
  let word = target_at(synapse);
  atomicAdd(&sums[word & 0xffffu], bitcast<i32>(word) >> 16u);
}
