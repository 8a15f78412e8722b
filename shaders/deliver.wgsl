// Delivers one synapse: pushes 1 into the ring of accumulators. All synapses weigh 1.

// Delay × width + entry of every synapse: how many rows ahead and which entry, both in one number (see Fanout in src/program/program.ts).
@group(0) @binding(4) var<storage, read> targets: array<u32, synapses_length>;

fn deliver_synapse(synapse: u32) {
  let ahead = tick.row + targets[synapse];
  // Below the ring's length the difference wraps to a huge number: the lesser of the two is `ahead` modulo the ring.
  atomicAdd(&accumulators[min(ahead, ahead - network.ring)], 1);
}
