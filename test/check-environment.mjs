/** Asks plainly for what the tests need and the machine lacks. The tests would fail without it; none is skipped. */

import { execFileSync, execSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const missing = [];
const found = (name) => {
  try {
    execSync(`command -v ${name}`, { stdio: 'ignore', shell: '/bin/sh' });
    return true;
  } catch {
    return false;
  }
};
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const apps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
if (!process.env.CHROMIUM && !browsers.some(found) && !apps.some(existsSync))
  missing.push('Chromium or Chrome (Debian: apt-get install chromium; or set CHROMIUM to its path)');
if (process.platform === 'linux') {
  const vulkan = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib'].some((folder) =>
    existsSync(`${folder}/libvulkan.so.1`),
  );
  if (!vulkan) missing.push('the Vulkan loader libvulkan.so.1 (Debian: apt-get install libvulkan1)');
}
try {
  execFileSync(process.env.PYTHON || '/usr/bin/python3', ['-c', 'import numpy, h5py'], { stdio: 'ignore' });
} catch {
  missing.push(
    'Python with numpy and h5py, which open exported files (Debian: apt-get install python3-numpy python3-h5py; or set PYTHON to another)',
  );
}
if (missing.length > 0) {
  console.error(
    `The tests need:\n${missing.map((m) => `  - ${m}`).join('\n')}\nOn a bare Debian machine, '.ci/run' installs all of it.`,
  );
  process.exit(1);
}
