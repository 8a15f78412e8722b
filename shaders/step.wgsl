// One step of the network in one dispatch, one thread per cell. Each thread scatters its own spike, so no thread waits for another:
// what is delivered now is gathered in a later step, and dispatches follow one another in order.
//
// Linked by name: `advance` (generated: gather, integrate, detect), `deliver`, `record_spike`.

// Threads per workgroup.
override threads: u32 = 64u;

@compute @workgroup_size(threads)
fn step_cells(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let cell = (group.y * groups.x + group.x) * threads + lane;
  if (cell >= network.cells) {
    return;
  }
  let spiked = advance(cell);
  if (spiked) {
    deliver(cell);
    record_spike(cell);
  }
}
