// As many steps as the shortest delay has, in one dispatch: what a cell sends in them arrives after them, so no cell needs another's. Each
// thread takes its cells through all of them and scatters their spikes itself. The ring has a row for each of these steps beside those
// that the longest delay reaches ahead, so no row is added to while it is gathered.
//
// Linked by name: `ticks`, `tick`, `advance` (generated: gather, integrate, detect), `fault_place` (generated), `deliver`, `deliver_made`,
// `record_spike`, `record_fault`, `probe_value`.

// Threads per workgroup.
override threads: u32 = 64u;
// Cells per thread; more than one suits software adapters (see step.wgsl).
override cells_per_thread: u32 = 1u;
// Steps per dispatch, 1 to `window`.
override batch: u32 = 1u;

// Steps that one dispatch sees. No more than 32: a thread notes them in the bits of a word.
const window: u32 = 16u;

@compute @workgroup_size(threads)
fn step_batch(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  // The submit may end before the batch does; entries beyond its last step are stale.
  let steps = min(batch, network.steps - ticks[0].tick.relative);
  let first = (group.y * groups.x + group.x) * threads * cells_per_thread + lane;
  for (var i = 0u; i < cells_per_thread; i++) {
    let cell = first + i * threads;
    if (cell < network.cells) {
      let probed = first_probe(cell);
      let not_probed = first_probe(cell + 1u);
      // One bit per step.
      var spiked = 0u;
      for (var s = 0u; s < steps; s++) {
        tick = ticks[s].tick;
        let outcome = advance(cell);
        spiked |= (outcome & 1u) << s;
        // A loop, because software adapters execute a branch that no thread takes.
        for (var faulty = outcome >> 1u; faulty != 0u; faulty = 0u) {
          record_fault(fault_place(cell));
        }
        for (var p = probed; p < not_probed; p++) {
          probe_value(probes[2u * network.entries + p]);
        }
      }
      for (; spiked != 0u; spiked &= spiked - 1u) {
        tick = ticks[countTrailingZeros(spiked)].tick;
        deliver(cell);
        deliver_made(cell);
        record_spike(cell);
      }
    }
  }
}

// The first of the entries by cell that is of this cell or a later one.
fn first_probe(cell: u32) -> u32 {
  var low = 0u;
  var high = network.entries;
  while (low < high) {
    let middle = (low + high) >> 1u;
    if (probes[network.entries + middle] < cell) {
      low = middle + 1u;
    } else {
      high = middle;
    }
  }
  return low;
}
