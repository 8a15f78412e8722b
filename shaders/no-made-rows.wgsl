// For networks whose synapses are all stored.

const makes_rows: bool = false;

fn deliver_made(cell: u32) {
}
