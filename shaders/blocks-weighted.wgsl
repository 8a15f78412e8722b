// Format of block-local synapses with weights of 32 bits: entries as in blocks-unweighted.wgsl, and the weights apart.
//
// Linked by name: `target_at`, `weight_at` (generated), `sums`.

fn add_synapse(synapse: u32) {
  atomicAdd(&sums[(target_at(synapse >> 1u) >> (16u * (synapse & 1u))) & 0xffffu], weight_at(synapse));
}
