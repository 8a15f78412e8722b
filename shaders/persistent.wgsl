// Many steps of a small network in one dispatch of one workgroup, whose threads meet at a barrier between steps. A barrier holds within a
// workgroup only, hence one.
//
// Linked by name: `ticks`, `tick`, `advance` (generated: gather, integrate, detect), `fault_place` (generated), `deliver`, `deliver_made`,
// `record_spike`, `record_fault`, `probe_value`.

// Threads of the workgroup.
override threads: u32 = 256u;

// Steps that one dispatch sees: as many entries as the smallest limit of a uniform binding, 64 KiB, holds at the stride of dynamic offsets.
const window: u32 = 256u;

@compute @workgroup_size(threads)
fn run_steps(@builtin(local_invocation_index) lane: u32) {
  // Entries beyond the submit's last step are stale.
  let steps = min(window, network.steps - ticks[0].tick.relative);
  for (var s = 0u; s < steps; s++) {
    tick = ticks[s].tick;
    // A cell stays with its thread, so only the sums pass between threads, and a step adds to later rows only: one barrier per step.
    for (var cell = lane; cell < network.cells; cell += threads) {
      let outcome = advance(cell);
      if ((outcome & 1u) != 0u) {
        deliver(cell);
        deliver_made(cell);
        record_spike(cell);
      }
      if ((outcome & 2u) != 0u) {
        record_fault(fault_place(cell));
      }
    }
    storageBarrier();
    if (network.entries > 0u) {
      for (var entry = lane; entry < network.entries; entry += threads) {
        probe_value(entry);
      }
      // The next step overwrites what is noted here.
      storageBarrier();
    }
  }
}
