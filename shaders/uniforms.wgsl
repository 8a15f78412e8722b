// Shared numbers of all populations, four to a vector. The generated code says how many: `uniform_vectors`.

// Entry i is component i mod 4 of vector ⌊i/4⌋; src/program/layout.ts tells where each population's begin.
@group(0) @binding(9) var<uniform> uniforms: array<vec4f, uniform_vectors>;
