// Delivers a spike like deliver.wgsl, with an integer weight per synapse.

// Row pointers, one more than the network has cells.
@group(0) @binding(3) var<storage, read> rows: array<u32, rows_length>;
// Delay × width + entry of every synapse.
@group(0) @binding(4) var<storage, read> targets: array<u32, synapses_length>;
// Weight of every synapse.
@group(0) @binding(7) var<storage, read> weights: array<i32, synapses_length>;

fn deliver(cell: u32) {
  let end = rows[cell + 1u];
  for (var synapse = rows[cell]; synapse < end; synapse++) {
    let ahead = tick.row + targets[synapse];
    // Below the ring's length the difference wraps to a huge number: the lesser of the two is `ahead` modulo the ring.
    atomicAdd(&accumulators[min(ahead, ahead - network.ring)], weights[synapse]);
  }
}
