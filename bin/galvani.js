#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../dist/node/cli.js', import.meta.url);
if (!existsSync(built)) {
  process.stderr.write("galvani: the command is not built yet; run 'npm run build' in the project's folder.\n");
  process.exitCode = 1;
} else {
  const { main } = await import(built.href);
  process.exitCode = await main(process.argv.slice(2));
}
