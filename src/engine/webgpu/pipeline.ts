/** Compiles shaders, once per device and source. */
import { CompilationError } from '../../errors.ts';

const compiled = new WeakMap<GPUDevice, Map<string, Promise<GPUComputePipeline>>>();

export interface PipelineRequest {
  readonly code: string;
  /** Also the label of module and pipeline: what a trace or an error of the GPU shows is the function's name in shaders/. */
  readonly entryPoint: string;
  readonly constants: Readonly<Record<string, number>>;
  readonly layout: GPUPipelineLayout;
}

/** The pipeline; equal requests share one compilation. Layouts must be equal where sources are. */
export function computePipeline(device: GPUDevice, request: PipelineRequest): Promise<GPUComputePipeline> {
  let known = compiled.get(device);
  if (!known) {
    known = new Map();
    compiled.set(device, known);
  }
  const key = JSON.stringify([request.entryPoint, request.constants, request.code]);
  let pipeline = known.get(key);
  if (!pipeline) {
    pipeline = compile(device, request);
    known.set(key, pipeline);
    // A failure (a lost device, for one) is not kept.
    pipeline.catch(() => known.delete(key));
  }
  return pipeline;
}

async function compile(device: GPUDevice, request: PipelineRequest): Promise<GPUComputePipeline> {
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ label: request.entryPoint, code: request.code });
  const scope = device.popErrorScope();
  const pipeline = device.createComputePipelineAsync({
    label: request.entryPoint,
    layout: request.layout,
    compute: { module, entryPoint: request.entryPoint, constants: { ...request.constants } },
  });
  try {
    const [built] = await Promise.all([pipeline, scope]);
    return built;
  } catch (cause) {
    const { messages } = await module.getCompilationInfo();
    const first = messages.find((m) => m.type === 'error');
    const line = first ? request.code.split('\n')[first.lineNum - 1]?.trim() : undefined;
    const detail = first
      ? `line ${first.lineNum}: ${first.message.split('\n')[0]}${line ? ` in '${line}'` : ''}`
      : cause instanceof Error
        ? cause.message
        : String(cause);
    throw new CompilationError(`The compute shader '${request.entryPoint}' does not compile: ${detail}`, {
      cause,
    });
  }
}
