/** Getting a GPU device: from the browser, or from Dawn (the npm package `webgpu`) in Node. */

import { refusal } from '../../program/target/refusals.ts';

export interface Gpu {
  readonly device: GPUDevice;
  /** The adapter as it names itself, for example 'google swiftshader'. */
  readonly name: string;
  /** Whether the adapter emulates a GPU in software. */
  readonly software: boolean;
  /** Gives the device back. Idempotent. */
  destroy(): void;
}

export interface GpuOptions {
  readonly powerPreference?: GPUPowerPreference;
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
export async function requestGpu(options: GpuOptions = {}): Promise<Gpu> {
  const api = isNode() ? await nodeGpu() : browserGpu();
  const adapter = await findAdapter(api, options);
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
export async function describeGpu(options: GpuOptions = {}): Promise<{ name: string; software: boolean }> {
  const { info } = await findAdapter(isNode() ? await nodeGpu() : browserGpu(), options);
  return { name: adapterName(info), software: isSoftware(info) };
}

async function findAdapter(api: GPU, options: GpuOptions): Promise<GPUAdapter> {
  const request = { powerPreference: options.powerPreference ?? 'high-performance' } as const;
  let adapter = await api.requestAdapter(request);
  if (!adapter && isNode() && (await offerSoftwareDriver())) adapter = await (await nodeGpu()).requestAdapter(request);
  if (adapter) return adapter;
  throw refusal(isNode() ? 'no-adapter-in-node' : 'no-adapter-in-browser', {});
}

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

const isNode = (): boolean =>
  typeof process !== 'undefined' && Boolean(process.versions?.node) && !globalThis.navigator?.gpu;

/** Dawn's entry object must stay reachable while it is in use, or Node crashes when it is collected. */
const held = globalThis as { galvaniNodeGpu?: GPU | undefined };

async function nodeGpu(): Promise<GPU> {
  if (!held.galvaniNodeGpu) {
    const dawn = await loadDawn();
    const os = await import(/* @vite-ignore */ ['node', 'os'].join(':'));
    // Vulkan drivers complain on stderr when it is unset.
    process.env['XDG_RUNTIME_DIR'] ??= os.tmpdir();
    if (await lacksHardware()) await offerSoftwareDriver();
    Object.assign(globalThis, dawn.globals);
    // Dawn rounds timestamps to 66 µs for pages, which should not learn much of the machine.
    held.galvaniNodeGpu = dawn.create(['disable-dawn-features=timestamp_quantization']);
  }
  return held.galvaniNodeGpu;
}

/** Lets go of Dawn in Node, after all devices are destroyed; without this the process does not exit. Elsewhere it does nothing. */
export function releaseNodeGpu(): void {
  delete held.galvaniNodeGpu;
}

interface Dawn {
  create(options: string[]): GPU;
  readonly globals: object;
}

async function loadDawn(): Promise<Dawn> {
  // A computed name keeps the package, which is for Node only, out of every bundle.
  const name = ['web', 'gpu'].join('');
  try {
    return (await import(/* @vite-ignore */ name)) as Dawn;
  } catch (cause) {
    throw refusal('no-webgpu-package', {}, { cause });
  }
}

/** Whether this machine surely has no GPU that Vulkan could use, so that a software driver need not wait for others to fail. */
async function lacksHardware(): Promise<boolean> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  const fs = await import(/* @vite-ignore */ ['node', 'fs'].join(':'));
  return !['/dev/dri', '/dev/nvidia0', '/dev/nvidiactl', '/dev/dxg', '/dev/kfd'].some((path) => fs.existsSync(path));
}

/** Software Vulkan drivers that come with browsers. */
const DRIVERS = [
  '/usr/lib/chromium/vk_swiftshader_icd.json',
  '/usr/lib/chromium-browser/vk_swiftshader_icd.json',
  '/usr/lib64/chromium-browser/vk_swiftshader_icd.json',
  '/opt/google/chrome/vk_swiftshader_icd.json',
  '/opt/chromium.org/chromium/vk_swiftshader_icd.json',
  '/opt/microsoft/msedge/vk_swiftshader_icd.json',
  '/snap/chromium/current/usr/lib/chromium-browser/vk_swiftshader_icd.json',
];

/** Points the Vulkan loader to a browser's software driver, unless the user named one. Returns whether there is something new to try. */
async function offerSoftwareDriver(): Promise<boolean> {
  if (process.env['VK_ICD_FILENAMES'] || process.env['VK_DRIVER_FILES']) return false;
  const fs = await import(/* @vite-ignore */ ['node', 'fs'].join(':'));
  const driver = DRIVERS.find((path) => fs.existsSync(path));
  if (!driver) return false;
  process.env['VK_ICD_FILENAMES'] = driver;
  releaseNodeGpu();
  return true;
}
