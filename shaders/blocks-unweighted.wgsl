// Format of block-local synapses that all weigh 1: 16 bits each, their entry within the block, two to a word.
//
// Linked by name: `target_at` (generated), `sums`.

fn add_synapse(synapse: u32) {
  atomicAdd(&sums[(target_at(synapse >> 1u) >> (16u * (synapse & 1u))) & 0xffffu], 1);
}
