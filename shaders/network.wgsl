// What every kernel sees of a network: its shape, the current step, and the state.

struct Network {
  // Cells of all populations.
  cells: u32,
  // 32-bit words of spike bits per step.
  words: u32,
  // Length of the ring of accumulators.
  ring: u32,
  // Seed of all random numbers.
  seed: u32,
  // Probed values per step; 0 when nothing is probed.
  entries: u32,
  // First word of the probed values in the record.
  traces: u32,
  // Steps of the submit.
  steps: u32,
}

// Kernels declare the current step as `tick`.
struct Tick {
  // Number of this step within the submit.
  relative: u32,
  // Number of this step since the start of the simulation.
  step: u32,
  // First accumulator of this step's row in the ring.
  row: u32,
  // Time at the start of this step, ms.
  time: f32,
}

// The network's shape; rewritten before a submit when it changes.
@group(0) @binding(0) var<uniform> network: Network;
// All columns of all populations; src/program/layout.ts tells where each lies. Arrays have fixed lengths (`state_length` and so on, which
// the linker declares), because checking an index against a length found at run time costs more on some adapters.
@group(0) @binding(1) var<storage, read_write> state: array<f32, state_length>;

// A value as it was rounded. Compilers may treat floats as real numbers and turn (a + b) - a into b, which undoes a compensated sum; none
// looks through bits that depend on a uniform. `words` is below 2^31, so no bit changes.
fn rounded(x: f32) -> f32 {
  return bitcast<f32>(bitcast<u32>(x) ^ (network.words >> 31u));
}
