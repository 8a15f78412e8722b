// Graded and plastic synapses: a dispatch for each of their passes (src/program/pathway.ts) after those of the step. Each goes over the
// step's spike bits, or over all cells; a workgroup takes a cell's row or column as a whole. A synapse is in one row and one column, so
// within a dispatch one thread touches its values. The entry points, `pass_0` and so on, are generated.

// Pointers to the rows and columns of all pathways; src/program/pathway-layout.ts tells where each pathway's lie in this and the others.
@group(2) @binding(0) var<storage, read> pathway_pointers: array<u32, pathway_pointers_length>;
// Delay × width + entry of every synapse, as `targets` of the fan-out.
@group(2) @binding(1) var<storage, read> pathway_targets: array<u32, pathway_targets_length>;
// Bit patterns: f32 where weights are plastic, i32 elsewhere. Of synapses with further variables: weights, then variable by variable.
@group(2) @binding(2) var<storage, read_write> pathway_weights: array<u32, pathway_weights_length>;
// Synapse and source cell, target cell by target cell.
@group(2) @binding(3) var<storage, read> pathway_columns: array<vec2u, pathway_columns_length>;

// Adds to the accumulator of a synapse's target.
fn push_pathway(synapse: u32, amount: i32) {
  atomicAdd(&accumulators[ring_entry(pathway_targets[synapse])], amount);
}

// The nearest whole number, halves upwards. The part behind the point is exact; x + ½ would not be.
fn whole(x: f32) -> i32 {
  let below = floor(x);
  return i32(below) + select(0, 1, x - below >= 0.5);
}

// Threads per workgroup.
override pathway_threads: u32 = 64u;
