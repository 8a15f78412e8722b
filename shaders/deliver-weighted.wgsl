// Delivers one synapse like deliver.wgsl, with an integer weight per synapse.
//
// Linked by name: `target_at`, `weight_at` (generated).

fn deliver_synapse(synapse: u32) {
  let ahead = tick.row + target_at(synapse);
  // Below the ring's length the difference wraps to a huge number: the lesser of the two is `ahead` modulo the ring.
  atomicAdd(&accumulators[min(ahead, ahead - network.ring)], weight_at(synapse));
}
