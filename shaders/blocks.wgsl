// Delivers the spikes that update.wgsl noted in the step's dispatch before. Each workgroup owns a block of consecutive entries of the ring,
// counted from the step's row on, sums in its own memory what the spikes add to it, and adds that to the ring at the end: no atomics on
// memory that workgroups share (Bautembach, Oikonomidis & Argyros 2021, "Multi-GPU SNN simulation with static load balancing", IJCNN).
// Blocks that no synapse reaches, most of them where delays are long, are left out.
//
// Linked by name: `recorded_spikes`, `row_at` (generated: first the number of each block, then the pivot table: where the segment of each
// row in each block begins, row by row), `add_synapse` (of the format in use), `block_size` and `block_count` (generated).

// Threads per workgroup.
override block_threads: u32 = 256u;
// Threads that share a segment; divides `block_threads`.
override team: u32 = 8u;

// The block.
var<workgroup> sums: array<atomic<i32>, block_size>;
// Words of the step's spike bits that are not 0, in no particular order.
var<workgroup> busy: array<u32, block_threads>;
var<workgroup> busy_count: atomic<u32>;

@compute @workgroup_size(block_threads)
fn deliver_blocks(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  // Which of the blocks is its own. The grid may be larger than there are blocks; such workgroups have none, but meet at their barriers.
  let own = group.y * groups.x + group.x;
  var words = network.words;
  if (own >= block_count) {
    words = 0u;
  }
  for (var first = 0u; first < network.words; first += block_threads) {
    let word = first + lane;
    if (word < words) {
      if (recorded_spikes(word) != 0u) {
        busy[atomicAdd(&busy_count, 1u)] = word;
      }
    }
    workgroupBarrier();
    let count = atomicLoad(&busy_count);
    for (var i = lane / team; i < count; i += block_threads / team) {
      for (var spikes = recorded_spikes(busy[i]); spikes != 0u; spikes &= spikes - 1u) {
        let pivot = block_count + (busy[i] * 32u + countTrailingZeros(spikes)) * block_count + own;
        let end = row_at(pivot + 1u);
        for (var synapse = row_at(pivot) + lane % team; synapse < end; synapse += team) {
          add_synapse(synapse);
        }
      }
    }
    workgroupBarrier();
    if (lane == 0u) {
      atomicStore(&busy_count, 0u);
    }
    workgroupBarrier();
  }
  if (own < block_count) {
    let first = row_at(own) * block_size;
    for (var entry = lane; entry < block_size; entry += block_threads) {
      let sum = atomicLoad(&sums[entry]);
      if (sum != 0) {
        let address = ring_entry(first + entry);
        // Nobody else touches this entry now.
        atomicStore(&accumulators[address], atomicLoad(&accumulators[address]) + sum);
      }
    }
  }
}
