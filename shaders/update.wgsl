// Advances the cells and notes their spikes in the record, for a delivery that follows in its own dispatch. No barrier and no memory
// of workgroups.
//
// Linked by name: `advance` (generated: gather, integrate, detect), `fault_place` (generated), `record_spike`, `record_fault`.

// Threads per workgroup.
override threads: u32 = 64u;
// Cells per thread; more than one suits software adapters (see step.wgsl).
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
