// For networks that store no synapses.

fn deliver(cell: u32) {
}

fn deliver_share(cell: u32, lane: u32, share: u32) {
}
