// Delivers a spike: one cell's row of the fan-out, by one thread or by many together.
//
// Linked by name: `row_at` (generated: pointer i of the rows, one more than the network has cells), `deliver_synapse`.

fn deliver(cell: u32) {
  let end = row_at(cell + 1u);
  for (var synapse = row_at(cell); synapse < end; synapse++) {
    deliver_synapse(synapse);
  }
}

// One thread's share when `share` threads deliver the spike together: neighbouring threads take neighbouring synapses, so that their
// reads fall together.
fn deliver_share(cell: u32, lane: u32, share: u32) {
  let end = row_at(cell + 1u);
  for (var synapse = row_at(cell) + lane; synapse < end; synapse += share) {
    deliver_synapse(synapse);
  }
}
