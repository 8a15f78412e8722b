// A workgroup for each cell with dendrites, in a dispatch before that of the step: its threads share the sites, and in the solution the
// unbranched stretches of each level. The same sums in the same order as by one thread, hence the same bits. What follows finds the cells
// as they are after the step, and only looks whether they spike.
//
// Linked by name: `step_tree` (generated: gather, integrate and solve for a cell, counted over all cells with dendrites), `eliminate`,
// `substitute`.

// Threads per workgroup.
override tree_threads: u32 = 64u;

@compute @workgroup_size(tree_threads)
fn step_trees(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  step_tree(group.y * groups.x + group.x, lane, tree_threads);
}

// By all threads of the workgroup, which meet before.
fn eliminate_together(tree: Tree, cell: u32, lane: u32, share: u32) {
  for (var level = tree.level_count; level > 0u; level--) {
    storageBarrier();
    let end = u32(tables[tree.levels + level]);
    for (var branch = u32(tables[tree.levels + level - 1u]) + lane; branch < end; branch += share) {
      eliminate(tree, cell, branch);
    }
  }
}

// By all threads of the workgroup, which meet before and after. Whether a voltage that this thread moved is out of its limit.
fn substitute_together(tree: Tree, cell: u32, lane: u32, share: u32) -> bool {
  var faulty = false;
  for (var level = 0u; level < tree.level_count; level++) {
    storageBarrier();
    let end = u32(tables[tree.levels + level + 1u]);
    for (var branch = u32(tables[tree.levels + level]) + lane; branch < end; branch += share) {
      faulty = substitute(tree, cell, branch) | faulty;
    }
  }
  storageBarrier();
  return faulty;
}
