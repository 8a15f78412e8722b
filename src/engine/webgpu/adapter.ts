/** Getting a GPU device: from the browser, or from Dawn (the npm package `webgpu`) in Node. */

import { refusal } from '../../program/target/refusals.ts';
import { isNode } from './dawn/here.ts';

export interface Gpu {
  readonly device: GPUDevice;
  /** The adapter as it names itself, for example 'google swiftshader'. */
  readonly name: string;
  /** Whether the adapter emulates a GPU in software. */
  readonly software: boolean;
  /** Gives the device back. Idempotent. */
  destroy(): void;
}

/** Limits of which more is asked for than every adapter offers, as much as this one has. */
const RAISED = [
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupStorageSize',
] as const;

/** Features that are used where an adapter has them: timestamps, to time the phases of steps. */
const WANTED = ['timestamp-query'] as const;

/** A device of the best adapter. Throws a UserError that says what to install or switch on when there is none. */
export async function requestGpu(): Promise<Gpu> {
  const api = await gpuApi();
  const adapter = await findAdapter(api);
  const device = await adapter.requestDevice({
    label: 'galvani',
    requiredFeatures: WANTED.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(RAISED.map((limit) => [limit, adapter.limits[limit]])),
  });
  const name = adapterName(adapter.info);
  let destroyed = false;
  return {
    device,
    name,
    software: isSoftware(adapter.info),
    destroy() {
      if (!destroyed) device.destroy();
      destroyed = true;
    },
  };
}

/** The adapter that `requestGpu` would use, without opening a device. Throws the same UserErrors. */
export async function describeGpu(): Promise<{ name: string; software: boolean }> {
  const { info } = await findAdapter(await gpuApi());
  return { name: adapterName(info), software: isSoftware(info) };
}

async function findAdapter(api: GPU): Promise<GPUAdapter> {
  const request = { powerPreference: 'high-performance' } as const;
  let adapter = await api.requestAdapter(request);
  if (!adapter) {
    const software = await (await dawn())?.softwareGpu();
    adapter = (await software?.requestAdapter(request)) ?? null;
  }
  if (adapter) return adapter;
  throw refusal(isNode() ? 'no-adapter-in-node' : 'no-adapter-in-browser', {});
}

/** What is for Node only; left out of builds for browsers, whose bundlers would look for Node's modules. */
const dawn = async () => (import.meta.env.SSR && isNode() ? import('./dawn/dawn.ts') : undefined);

const gpuApi = async (): Promise<GPU> => (await dawn())?.nodeGpu() ?? browserGpu();

function browserGpu(): GPU {
  const api = globalThis.navigator?.gpu;
  if (!api) throw refusal('no-webgpu', {});
  return api;
}

/** Words only: wgpu (Deno, Firefox) gives numbers of the PCI register for vendor and architecture, and the name as the device. */
function adapterName(info: GPUAdapterInfo): string {
  const named = [info.vendor, info.architecture].filter((text) => /[a-z]/i.test(text)).join(' ');
  return named || info.description || info.device || 'unnamed';
}

function isSoftware(info: GPUAdapterInfo): boolean {
  return (
    info.isFallbackAdapter === true ||
    /swiftshader|llvmpipe|lavapipe|softpipe|warp|basic render/i.test(
      `${info.architecture} ${info.device} ${info.description}`,
    )
  );
}
