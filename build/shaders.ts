/** Shaders travel without their comments: a third of their text, which nobody reads in a build. */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

export function shaders(): Plugin {
  return {
    name: 'galvani-shaders',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: /\.wgsl\?raw$/ },
      // WGSL has no strings, so two slashes always begin a comment.
      handler: (id) => {
        const text = readFileSync(id.replace(/\?raw$/, ''), 'utf8')
          .replace(/[ \t]*\/\/.*$/gm, '')
          .replace(/\n{2,}/g, '\n');
        return `export default ${JSON.stringify(text.trimStart())};`;
      },
    },
  };
}
