// Delivers one synapse like deliver.wgsl, with an integer weight per synapse.
//
// Linked by name: `target_at`, `weight_at` (generated).

fn deliver_synapse(synapse: u32) {
  atomicAdd(&accumulators[ring_entry(target_at(synapse))], weight_at(synapse));
}
