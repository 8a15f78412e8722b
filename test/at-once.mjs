/**
 * Runs scripts of package.json at once, as many as there are cores: `node test/at-once.mjs lint types`. What each has to say comes whole
 * when it ends; the exit code is 1 if any failed.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

const waiting = process.argv.slice(2);

/** @type {(script: string) => Promise<void>} */
const run = (script) =>
  new Promise((resolve) => {
    // npm is a script of the shell on some systems.
    const child = spawn('npm', ['run', '--silent', script], { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => said.push(piece));
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(said));
      if (code !== 0) {
        console.error(`npm run ${script}: failed`);
        process.exitCode = 1;
      }
      resolve();
    });
  });

await Promise.all(
  Array.from({ length: Math.max(2, availableParallelism()) }, async () => {
    for (let script = waiting.shift(); script !== undefined; script = waiting.shift()) await run(script);
  }),
);
