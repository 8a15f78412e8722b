// Delivers one synapse like deliver.wgsl, with an integer weight per synapse.

// Delay × width + entry of every synapse.
@group(0) @binding(4) var<storage, read> targets: array<u32, synapses_length>;
// Weight of every synapse.
@group(0) @binding(7) var<storage, read> weights: array<i32, synapses_length>;

fn deliver_synapse(synapse: u32) {
  let ahead = tick.row + targets[synapse];
  // Below the ring's length the difference wraps to a huge number: the lesser of the two is `ahead` modulo the ring.
  atomicAdd(&accumulators[min(ahead, ahead - network.ring)], weights[synapse]);
}
