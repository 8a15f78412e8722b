// Delivers a spike: one cell's row of the fan-out pushed into the ring of accumulators. A target says how many rows ahead and which
// entry, both in one number (see Fanout in src/program/program.ts). All synapses weigh 1.

// Row pointers, one more than the network has cells.
@group(0) @binding(3) var<storage, read> rows: array<u32>;
// Delay × width + entry of every synapse.
@group(0) @binding(4) var<storage, read> targets: array<u32>;

fn deliver(cell: u32) {
  let end = rows[cell + 1u];
  for (var synapse = rows[cell]; synapse < end; synapse++) {
    let ahead = tick.row + targets[synapse];
    atomicAdd(&accumulators[select(ahead, ahead - network.ring, ahead >= network.ring)], 1);
  }
}
