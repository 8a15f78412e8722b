// Delivers one synapse: pushes 1 into the ring of accumulators. All synapses weigh 1.
//
// Linked by name: `target_at` (generated: delay × width + entry of a synapse: how many rows ahead and which entry, both in one number; see
// Ring in src/program/synapses.ts).

fn deliver_synapse(synapse: u32) {
  atomicAdd(&accumulators[ring_entry(target_at(synapse))], 1);
}
