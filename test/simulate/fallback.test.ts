/** Machines and pages that forbid something: `auto` goes on to what is left, and a backend that is asked for says what it lacks. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const library = pathToFileURL(join(import.meta.dirname, '../../dist/node/index.js')).href;

/** Runs ten steps of three cells in a Node of its own, after `first`; what ran, or what was refused. */
function ran(backend: string, first: string, flags: readonly string[] = []): string {
  const script = `
    ${first};
    const { cell, createSimulation, Network, UserError } = await import(${JSON.stringify(library)});
    const net = new Network({ seed: 1 });
    net.population(cell({ equations: 'dv/dt = -v/(1 ms) : mV' }), 3, { v: '1 mV' });
    try {
      const simulation = await createSimulation(net, { backend: ${JSON.stringify(backend)} });
      await simulation.run(10);
      console.log(simulation.backend);
    } catch (error) {
      console.log(error instanceof UserError ? error.message : \`not the user's: \${error.stack}\`);
    }
    process.exit(0);`;
  return execFileSync(process.execPath, [...flags, '--input-type=module', '--eval', script], {
    encoding: 'utf8',
  }).trim();
}

const noEvaluation = ['--disallow-code-generation-from-strings'];
const noWebAssembly = 'delete globalThis.WebAssembly';
/** As a content-security policy does it. */
const forbidden = `WebAssembly.compile = async () => { throw new WebAssembly.CompileError('blocked by CSP') }`;
test.each([
  ['there is none', noWebAssembly, /^There is no WebAssembly here/],
  ['a policy forbids it', forbidden, /^This page's content-security policy forbids WebAssembly.*'wasm-unsafe-eval'/],
])('WebAssembly, %s: wasm says so, auto runs on another backend', (_, first, sentence) => {
  expect(ran('wasm', first)).toMatch(sentence);
  expect(ran('auto', first)).toMatch(/^(webgpu|reference)$/);
});

test('no functions from text: reference says so, the others run', () => {
  expect(ran('reference', '', noEvaluation)).toMatch(/^Functions may not be made from text here.*'unsafe-eval'/);
  expect(ran('wasm', '', noEvaluation)).toBe('wasm');
  expect(ran('auto', '', noEvaluation)).toMatch(/^(wasm|webgpu)$/);
});
