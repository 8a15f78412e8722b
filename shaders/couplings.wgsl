// Sums over other cells, before the dispatches of a step: what arrives where sums read it, then the sums, each cell pulling its own.
//
// Linked by name: `take_arrivals`, `put_together`, `common_sum`, `put_common` (generated).

// Row pointers of all terms; src/program/coupling-layout.ts tells where each term's lie in this and the others.
@group(2) @binding(0) var<storage, read> coupling_pointers: array<u32, coupling_pointers_length>;
// Source cell of every junction.
@group(2) @binding(1) var<storage, read> coupling_sources: array<u32, coupling_sources_length>;
// Weights of those that have one.
@group(2) @binding(2) var<storage, read> coupling_weights: array<f32, coupling_weights_length>;

// Threads per workgroup.
override coupling_threads: u32 = 64u;

@compute @workgroup_size(coupling_threads)
fn arrive_cells(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let cell = (group.y * groups.x + group.x) * coupling_threads + lane;
  if (cell < network.cells) {
    take_arrivals(cell);
  }
}

@compute @workgroup_size(coupling_threads)
fn couple_cells(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let cell = (group.y * groups.x + group.x) * coupling_threads + lane;
  if (cell < network.cells) {
    put_together(cell);
  }
}

// Partial sums of a common sum. Their number is fixed, and with it the order of additions.
const partial_sums: u32 = 64u;
var<workgroup> partials: array<f32, partial_sums>;

// Every workgroup puts the whole sum together and writes it to its cells: group (x, y) sum y, the x-th stretch of cells.
@compute @workgroup_size(partial_sums)
fn couple_common(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  partials[lane] = common_sum(group.y, lane, partial_sums);
  for (var half = partial_sums / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) {
      partials[lane] += partials[lane + half];
    }
  }
  workgroupBarrier();
  for (var cell = group.x * partial_sums + lane; cell < common_cells; cell += groups.x * partial_sums) {
    put_common(group.y, cell, partials[0]);
  }
}
