// Notes the probed values after a step, one thread per value. A dispatch of its own, of as few threads as there are values: software
// adapters execute a branch that no thread takes, so the same within the step would cost every cell.

// Where each probed value lies in `state`; then the cell of each, in ascending order; then the number of each in that order.
@group(0) @binding(6) var<storage, read> probes: array<u32>;

fn probe_value(entry: u32) {
  atomicStore(&record[network.traces + tick.relative * network.entries + entry], bitcast<u32>(state[probes[entry]]));
}

@compute @workgroup_size(64)
fn probe_values(@builtin(global_invocation_id) thread: vec3u) {
  let entry = thread.x;
  if (entry < network.entries) {
    probe_value(entry);
  }
}
