// Delivers a spike: one cell's row of the fan-out, by one thread or by many together.

// Row pointers, one more than the network has cells.
@group(0) @binding(3) var<storage, read> rows: array<u32, rows_length>;

fn deliver(cell: u32) {
  let end = rows[cell + 1u];
  for (var synapse = rows[cell]; synapse < end; synapse++) {
    deliver_synapse(synapse);
  }
}

// One thread's share when `share` threads deliver the spike together: neighbouring threads take neighbouring synapses, so that their
// reads fall together.
fn deliver_share(cell: u32, lane: u32, share: u32) {
  let end = rows[cell + 1u];
  for (var synapse = rows[cell] + lane; synapse < end; synapse += share) {
    deliver_synapse(synapse);
  }
}
