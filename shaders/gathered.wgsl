// One step of the network in one dispatch, as in step.wgsl, except that the spikes of a workgroup are gathered in its memory and the whole
// workgroup then scatters them one after another: no thread loops over a row alone while its neighbours wait.
//
// Linked by name: `advance` (generated: gather, integrate, detect), `fault_place` (generated), `deliver_share`, `deliver_made`,
// `makes_rows`, `record_spike`, `record_fault`.

// Threads per workgroup.
override threads: u32 = 64u;

// Cells of this workgroup that spike, in no particular order: sums of integers do not depend on it.
var<workgroup> spiking: array<u32, threads>;
var<workgroup> spike_count: atomic<u32>;

@compute @workgroup_size(threads)
fn step_gathered(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let cell = (group.y * groups.x + group.x) * threads + lane;
  // Threads beyond the last cell have none to advance, but meet the others at the barrier and help to scatter.
  if (cell < network.cells) {
    let outcome = advance(cell);
    if ((outcome & 1u) != 0u) {
      let place = atomicAdd(&spike_count, 1u);
      spiking[place] = cell;
      record_spike(cell);
    }
    if ((outcome & 2u) != 0u) {
      record_fault(fault_place(cell));
    }
  }
  workgroupBarrier();
  let count = atomicLoad(&spike_count);
  for (var i = 0u; i < count; i++) {
    deliver_share(spiking[i], lane, threads);
  }
  if (makes_rows) {
    // A row is made by one thread: neighbours take different spikes.
    for (var i = lane; i < count; i += threads) {
      deliver_made(spiking[i]);
    }
  }
}
