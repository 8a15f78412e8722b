// What a submit reads back, in one buffer that is cleared before it: faults, one bit per cell and step, and the probed values (which
// probe.wgsl adds).

// First one word per step: the complement of the place of its first fault, 0 without a fault. Then `network.words` words of spike bits
// per step. From word `network.traces`: `network.entries` f32 bit patterns per step.
@group(0) @binding(5) var<storage, read_write> record: array<atomic<u32>>;

fn record_spike(cell: u32) {
  atomicOr(&record[network.steps + tick.relative * network.words + (cell >> 5u)], 1u << (cell & 31u));
}

// A word of the spike bits of the current step.
fn recorded_spikes(word: u32) -> u32 {
  return atomicLoad(&record[network.steps + tick.relative * network.words + word]);
}

// Whether a value is NaN or beyond a limit, whose bit pattern is given. Compares integers, because a compiler may assume that floats are
// never NaN; patterns of non-negative floats are ordered as the floats are, NaN above all.
fn exceeds(value: f32, limit: u32) -> bool {
  return (bitcast<u32>(value) & 0x7fffffffu) > limit;
}

// Notes a fault at `place` (cell × columns + column); of one step the lowest place stays. Complements let a cleared buffer mean 'none' and
// turn the first into the greatest.
fn record_fault(place: u32) {
  atomicMax(&record[tick.relative], ~place);
}
