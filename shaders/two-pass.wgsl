// One step of the network in two dispatches: the first advances the cells and notes their spikes in the record, the second reads the
// record and delivers. No barrier and no memory of workgroups.
//
// Linked by name: `advance` (generated: gather, integrate, detect), `fault_place` (generated), `deliver_share`, `deliver_made`,
// `makes_rows`, `record_spike`, `recorded_spikes`, `record_fault`.

// Threads per workgroup.
override threads: u32 = 64u;
// Cells per thread of the first dispatch; more than one suits software adapters (see step.wgsl).
override cells_per_thread: u32 = 1u;

@compute @workgroup_size(threads)
fn update_cells(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let first = (group.y * groups.x + group.x) * threads * cells_per_thread + lane;
  for (var i = 0u; i < cells_per_thread; i++) {
    let cell = first + i * threads;
    if (cell < network.cells) {
      let outcome = advance(cell);
      if ((outcome & 1u) != 0u) {
        record_spike(cell);
      }
      if ((outcome & 2u) != 0u) {
        record_fault(fault_place(cell));
      }
    }
  }
}

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
