/** Evaluates a function of the hand-written modules on the GPU, once per input. */
import math from '../../shaders/math.wgsl?raw';
import network from '../../shaders/network.wgsl?raw';
import phi1 from '../../shaders/phi1.wgsl?raw';
import random from '../../shaders/random.wgsl?raw';
import tick from '../../shaders/tick.wgsl?raw';

export interface Evaluation {
  /** WGSL that writes the results: statements over `i` (number of the input), `inputs: array<u32>` and `results: array<u32>`. */
  readonly body: string;
  readonly inputs: Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
  /** How often the body runs. */
  readonly count: number;
  /** 32-bit results in all. */
  readonly results: number;
  /** Width of matrix functions, when the body calls them. */
  readonly phi1Size?: number;
}

export async function evaluateOnGpu(device: GPUDevice, evaluation: Evaluation): Promise<ArrayBuffer> {
  const code = [
    network,
    tick,
    'const state_length: u32 = 4u;',
    math,
    random,
    ...(evaluation.phi1Size ? [phi1, `const phi1_size: u32 = ${evaluation.phi1Size}u;`] : []),
    `@group(2) @binding(0) var<storage, read> inputs: array<u32>;
     @group(2) @binding(1) var<storage, read_write> results: array<u32>;
     @compute @workgroup_size(64) fn evaluate(@builtin(global_invocation_id) thread: vec3u) {
       let i = thread.x;
       if (i < ${evaluation.count}u) { ${evaluation.body} }
     }`,
  ].join('\n');
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code }), entryPoint: 'evaluate' },
  });
  const { STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const inputs = device.createBuffer({ size: Math.max(16, evaluation.inputs.byteLength), usage: STORAGE | COPY_DST });
  const results = device.createBuffer({ size: evaluation.results * 4, usage: STORAGE | COPY_SRC });
  const staging = device.createBuffer({ size: evaluation.results * 4, usage: COPY_DST | MAP_READ });
  device.queue.writeBuffer(inputs, 0, evaluation.inputs);
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(
    2,
    device.createBindGroup({
      layout: pipeline.getBindGroupLayout(2),
      entries: [inputs, results].map((buffer, binding) => ({ binding, resource: { buffer } })),
    }),
  );
  pass.dispatchWorkgroups(Math.ceil(evaluation.count / 64));
  pass.end();
  encoder.copyBufferToBuffer(results, 0, staging, 0, evaluation.results * 4);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const bytes = staging.getMappedRange().slice(0);
  for (const buffer of [inputs, results, staging]) buffer.destroy();
  return bytes;
}

/** f32 results of an expression over `x` for each input. */
export async function mapOnGpu(device: GPUDevice, expression: string, inputs: readonly number[]): Promise<number[]> {
  const bytes = await evaluateOnGpu(device, {
    body: `let x = bitcast<f32>(inputs[i]); results[i] = bitcast<u32>(f32(${expression}));`,
    inputs: Float32Array.from(inputs),
    count: inputs.length,
    results: inputs.length,
  });
  return [...new Float32Array(bytes)];
}
