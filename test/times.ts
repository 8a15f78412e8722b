/** A reporter of the test runner: how long each suite took, and which files took longest. A table, no verdict. */
import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

export default class Times implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const seconds = (module: TestModule): number => {
      const { setupDuration, collectDuration, duration } = module.diagnostic();
      return (setupDuration + collectDuration + duration) / 1000;
    };
    const names = new Set(modules.map(({ project }) => project.name));
    const lines = [...names].map((name) => {
      const files = modules.filter(({ project }) => project.name === name);
      const total = files.reduce((sum, file) => sum + seconds(file), 0);
      const longest = files.toSorted((a, b) => seconds(b) - seconds(a)).slice(0, 5);
      const named = longest.map((file) => `${relative('test', file.moduleId)} ${seconds(file).toFixed(0)}`);
      return `${name.padEnd(10)} ${files.length} files, ${total.toFixed(0)} s of work; longest: ${named.join(', ')}`;
    });
    console.log(`\nSeconds per suite (its files one after another)\n${lines.map((line) => `  ${line}\n`).join('')}`);
  }
}
