// What a submit brings home, in one buffer that is cleared before it: a fault, one bit per cell and step, and the probed values (which
// probe.wgsl adds).

// Word 0: complement of the step (within the submit) of the first fault; word 1: complement of its place; both 0 without a fault.
// Words 2 and 3 are unused. From word 4: `network.words` words of spike bits per step. From word `network.traces`: `network.entries`
// f32 bit patterns per step.
@group(0) @binding(5) var<storage, read_write> record: array<atomic<u32>>;
const record_header: u32 = 4u;

fn record_spike(cell: u32) {
  atomicOr(&record[record_header + tick.relative * network.words + (cell >> 5u)], 1u << (cell & 31u));
}

// A word of the spike bits of the step in hand.
fn recorded_spikes(word: u32) -> u32 {
  return atomicLoad(&record[record_header + tick.relative * network.words + word]);
}

// Whether a value is NaN or beyond a limit, whose bit pattern is given. Compares integers, because a compiler may assume that floats are
// never NaN; patterns of non-negative floats are ordered as the floats are, NaN above all.
fn exceeds(value: f32, limit: u32) -> bool {
  return (bitcast<u32>(value) & 0x7fffffffu) > limit;
}

// Notes a fault at `place` (cell × columns + column). Dispatches are ordered, so steps come in order, and of one step the lowest place
// stays. Complements let a cleared buffer mean 'none' and turn the first into the greatest.
fn record_fault(place: u32) {
  let now = ~tick.relative;
  if (atomicMax(&record[0], now) <= now) {
    atomicMax(&record[1], ~place);
  }
}
