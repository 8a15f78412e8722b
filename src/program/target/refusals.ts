/**
 * Why a backend does not take a program, or does not run here: a code and its values, from which a sentence is made. Whoever catches the
 * error has both (`UserError.code`, `.data`); other languages are further tables of sentences.
 */
import { CapacityError, UserError } from '../../errors.ts';

/** The values of each refusal. Bytes are whole numbers. */
interface RefusalData {
  /** An array that must lie in one buffer; `what` says which, as the start of a sentence. */
  readonly 'adapter-buffer': { readonly what: string; readonly needed_bytes: number; readonly allowed_bytes: number };
  readonly 'adapter-bindings': {
    readonly synapse_bytes: number;
    readonly buffer_bytes: number;
    /** Buffers that the synapses need, that the rest needs, and that are left for the synapses. */
    readonly needed: number;
    readonly others: number;
    readonly allowed: number;
  };
  readonly 'webgpu-junctions': { readonly needed: number; readonly allowed: number };
  readonly 'wasm-memory': {
    readonly cells: number;
    readonly synapses: number;
    readonly needed_bytes: number;
    readonly allowed_bytes: number;
  };
  readonly 'wasm-memory-refused': { readonly cells: number; readonly synapses: number; readonly needed_bytes: number };
  readonly 'wasm-traces': { readonly missing_bytes: number };
  readonly 'wasm-numbers': { readonly needed: number; readonly allowed: number };
  readonly 'wasm-stages': { readonly population: string; readonly needed: number; readonly allowed: number };
  readonly 'no-webassembly': object;
  readonly 'no-simd': object;
  readonly 'webassembly-forbidden': object;
  readonly 'code-forbidden': object;
  readonly 'no-webgpu': object;
  readonly 'no-webgpu-package': object;
  readonly 'no-adapter-in-node': object;
  readonly 'no-adapter-in-browser': object;
}

type RefusalCode = keyof RefusalData;

/** A number of bytes for people. */
export const inBytes = (bytes: number): string =>
  bytes < 2 ** 20 ? `${(bytes / 2 ** 10).toFixed(1)} KiB` : `${(bytes / 2 ** 20).toFixed(1)} MiB`;

const megabytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);

const SMALLER = 'Make the network smaller, or choose another backend: wasm.';

const english: { readonly [C in RefusalCode]: (data: RefusalData[C]) => string } = {
  'adapter-buffer': ({ what, needed_bytes, allowed_bytes }) =>
    `${what} need ${inBytes(needed_bytes)}, and this GPU adapter allows ${inBytes(allowed_bytes)} in one buffer. ${SMALLER}`,
  'adapter-bindings': ({ synapse_bytes, buffer_bytes, needed, others, allowed }) =>
    `The synapses need ${inBytes(synapse_bytes)}, ${needed} buffers of at most ${inBytes(buffer_bytes)}; beside the ${others} others this GPU adapter allows ${allowed}. ${SMALLER}`,
  'webgpu-junctions': ({ needed, allowed }) =>
    `The junctions in the solution need ${needed} numbers in tables, and the 'webgpu' backend takes at most ${allowed}. Use fewer junctions with solve: 'in-solve', or the backend wasm.`,
  'wasm-memory': ({ cells, synapses, needed_bytes, allowed_bytes }) =>
    `This network of ${cells} cells and ${synapses} synapses needs ${megabytes(needed_bytes)} MB; a WebAssembly memory holds at most ${megabytes(allowed_bytes)} MB. Use fewer cells or synapses, or the webgpu backend.`,
  'wasm-memory-refused': ({ cells, synapses, needed_bytes }) =>
    `This network of ${cells} cells and ${synapses} synapses needs ${megabytes(needed_bytes)} MB, and this machine did not give so much memory. Use fewer cells or synapses, or close other programs.`,
  'wasm-traces': ({ missing_bytes }) =>
    `The traces asked for need ${megabytes(missing_bytes)} MB more memory than this network's engine may have. Record fewer cells or variables.`,
  'wasm-numbers': ({ needed, allowed }) =>
    `The equations hold ${needed} different numbers; the 'wasm' backend takes at most ${allowed}. Use fewer populations, or another backend.`,
  'wasm-stages': ({ population, needed, allowed }) =>
    `A step of '${population}' keeps ${needed} values between its stages; the backend wasm has room for ${allowed}. Take fewer variables, an integrator without matrices such as 'exp_midpoint' or 'rk4', or the backend 'reference'.`,
  'no-webassembly': () =>
    'There is no WebAssembly here, which the wasm backend needs; some browsers switch it off in a locked-down mode. Allow it for this page, or use another backend: webgpu or reference.',
  'no-simd': () =>
    'This WebAssembly has no vector instructions (SIMD), which the wasm backend needs. Use a current browser, or the reference backend.',
  'webassembly-forbidden': () =>
    "This page's content-security policy forbids WebAssembly, which the wasm backend needs. Add 'wasm-unsafe-eval' to its script-src, or use another backend: webgpu or reference.",
  'code-forbidden': () =>
    "Functions may not be made from text here, which the reference backend needs. On a page, add 'unsafe-eval' to the script-src of its content-security policy, in Node leave out --disallow-code-generation-from-strings; or use another backend: wasm or webgpu.",
  'no-webgpu': () =>
    'This browser has no WebGPU: take Chrome or Edge 113, Safari 26, Firefox 141 or later, over https or localhost; or the backend wasm or reference.',
  'no-webgpu-package': () =>
    'WebGPU in Node needs the npm package `webgpu`, which is missing or has no build for this system. Run `npm install`, or choose another backend: wasm or reference.',
  'no-adapter-in-node': () =>
    'No WebGPU adapter was found. Install a Vulkan driver for the GPU, or a software one: on Debian, `apt-get install chromium libvulkan1`. Or choose another backend: wasm or reference.',
  'no-adapter-in-browser': () =>
    'This browser has WebGPU but no adapter for it: update the graphics driver, or take the backend wasm or reference.',
};

/** Those where the network is too large for the backend. */
const ofCapacity: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'adapter-buffer',
  'adapter-bindings',
  'webgpu-junctions',
  'wasm-memory',
  'wasm-memory-refused',
  'wasm-stages',
]);

/** The error that says so. */
export function refusal<C extends RefusalCode>(code: C, data: RefusalData[C], options: ErrorOptions = {}): UserError {
  const Kind = ofCapacity.has(code) ? CapacityError : UserError;
  return new Kind(english[code](data), { ...options, code, data: { ...data } });
}
