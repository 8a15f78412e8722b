// Delivers the spikes that update.wgsl noted in the step's dispatch before: the whole network's, spread evenly over workgroups. No barrier
// and no memory of workgroups.
//
// Linked by name: `threads`, `deliver_share`, `deliver_made`, `makes_rows`, `recorded_spikes`.

// Workgroups take the words of the step's spike bits in turn; all threads of a workgroup read the same word and deliver each of its spikes
// together.
@compute @workgroup_size(threads)
fn deliver_spikes(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  for (var word = group.x; word < network.words; word += groups.x) {
    for (var spikes = recorded_spikes(word); spikes != 0u; spikes &= spikes - 1u) {
      deliver_share(word * 32u + countTrailingZeros(spikes), lane, threads);
    }
    if (makes_rows) {
      // A row is made by one thread: neighbours take different spikes.
      let spikes = recorded_spikes(word);
      for (var bit = lane; bit < 32u; bit += threads) {
        if (((spikes >> bit) & 1u) != 0u) {
          deliver_made(word * 32u + bit);
        }
      }
    }
  }
}
