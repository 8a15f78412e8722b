import { defineConfig } from 'vite';
import { buildFacts } from './build-facts.ts';
import { notices } from './notices.ts';
import { parts } from './parts.ts';

/** The library and the command line for Node: bundled, so that the command starts fast and shaders travel as text. */
const [notice] = notices();

export default defineConfig({
  publicDir: false,
  define: buildFacts,
  plugins: [notice],
  build: {
    outDir: 'dist/node',
    target: 'node20',
    ssr: true,
    minify: false,
    rollupOptions: {
      preserveEntrySignatures: 'strict',
      input: {
        ...parts,
        cli: 'src/cli/main.ts',
        // Threads that build networks are started from this file.
        builder: 'src/compile/building/builder.ts',
      },
      external: ['webgpu'],
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
  ssr: { noExternal: true, external: ['webgpu'] },
});
