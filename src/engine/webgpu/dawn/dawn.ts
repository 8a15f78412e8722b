/** WebGPU in Node: Dawn, from the npm package `webgpu`. */
import { refusal } from '../../../program/target/refusals.ts';
import { held, releaseNodeGpu } from './here.ts';

export async function nodeGpu(): Promise<GPU> {
  if (!held.galvaniNodeGpu) {
    const dawn = await loadDawn();
    const os = process.getBuiltinModule('node:os');
    // Vulkan drivers complain on stderr when it is unset.
    process.env['XDG_RUNTIME_DIR'] ??= os.tmpdir();
    if (lacksHardware()) offerSoftwareDriver();
    Object.assign(globalThis, dawn.globals);
    // Dawn rounds timestamps to 66 µs for pages, which should not learn much of the machine.
    held.galvaniNodeGpu = dawn.create(['disable-dawn-features=timestamp_quantization']);
  }
  return held.galvaniNodeGpu;
}

/** A GPU behind a software driver that was not tried before; undefined where there is none. */
export async function softwareGpu(): Promise<GPU | undefined> {
  return offerSoftwareDriver() ? nodeGpu() : undefined;
}

interface Dawn {
  create(options: string[]): GPU;
  readonly globals: object;
}

async function loadDawn(): Promise<Dawn> {
  // A computed name: the package may not be there.
  const name = ['web', 'gpu'].join('');
  try {
    return (await import(/* @vite-ignore */ name)) as Dawn;
  } catch (cause) {
    throw refusal('no-webgpu-package', {}, { cause });
  }
}

/** Whether this machine surely has no GPU that Vulkan could use, so that a software driver need not wait for others to fail. */
function lacksHardware(): boolean {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  const fs = process.getBuiltinModule('node:fs');
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
function offerSoftwareDriver(): boolean {
  if (process.env['VK_ICD_FILENAMES'] || process.env['VK_DRIVER_FILES']) return false;
  const fs = process.getBuiltinModule('node:fs');
  const driver = DRIVERS.find((path) => fs.existsSync(path));
  if (!driver) return false;
  process.env['VK_ICD_FILENAMES'] = driver;
  releaseNodeGpu();
  return true;
}
