// One step of the network in one dispatch. Each thread advances its cells and scatters their spikes itself, so no thread waits for
// another: what is delivered now is gathered in a later step, and dispatches follow one another in order.
//
// Linked by name: `advance` (generated: gather, integrate, detect), `fault_place` (generated), `deliver`, `deliver_made`, `record_spike`,
// `record_fault`.

// Threads per workgroup.
override threads: u32 = 64u;
// Cells per thread, 1 to 32. One suits a GPU. Software adapters do better with many: each workgroup costs them time, and they execute the
// loops over spikes and faults at least once per thread, masked.
override cells_per_thread: u32 = 1u;

@compute @workgroup_size(threads)
fn step_cells(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  // Neighbouring threads take neighbouring cells.
  let first = (group.y * groups.x + group.x) * threads * cells_per_thread + lane;
  // One bit per cell of this thread.
  var spiked = 0u;
  var faulty = 0u;
  for (var i = 0u; i < cells_per_thread; i++) {
    let cell = first + i * threads;
    if (cell < network.cells) {
      let outcome = advance(cell);
      spiked |= (outcome & 1u) << i;
      faulty |= (outcome >> 1u) << i;
    }
  }
  for (; spiked != 0u; spiked &= spiked - 1u) {
    let cell = first + countTrailingZeros(spiked) * threads;
    deliver(cell);
    deliver_made(cell);
    record_spike(cell);
  }
  for (; faulty != 0u; faulty &= faulty - 1u) {
    let cell = first + countTrailingZeros(faulty) * threads;
    record_fault(fault_place(cell));
  }
}
