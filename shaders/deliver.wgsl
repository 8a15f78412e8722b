// Delivers one synapse: pushes 1 into the ring of accumulators. All synapses weigh 1.
//
// Linked by name: `target_at` (generated: delay × width + entry of a synapse: how many rows ahead and which entry, both in one number; see
// Fanout in src/program/program.ts).

fn deliver_synapse(synapse: u32) {
  let ahead = tick.row + target_at(synapse);
  // Below the ring's length the difference wraps to a huge number: the lesser of the two is `ahead` modulo the ring.
  atomicAdd(&accumulators[min(ahead, ahead - network.ring)], 1);
}
