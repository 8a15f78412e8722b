/** Workers within the module that starts them: as texts, from which addresses are made when it loads. */
import { dirname, join } from 'node:path';
import { build, type Plugin, type PluginOption, type Rolldown } from 'vite';
import { buildFacts } from './build-facts.ts';

const MARK = '?as-text';

/** `plugins`: of each worker's own build. */
export function inlineWorkers(plugins: () => PluginOption[]): Plugin {
  const texts = new Map<string, Promise<string>>();
  const textOf = (file: string): Promise<string> => {
    const known = texts.get(file) ?? bundled(file, plugins);
    texts.set(file, known);
    return known;
  };
  return {
    name: 'galvani-inline-workers',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (source.endsWith(MARK)) return source;
      if (!source.endsWith('?worker&url') || importer === undefined) return null;
      const file = await this.resolve(source.slice(0, source.indexOf('?')), importer);
      return file === null ? null : `${file.id}${MARK}`;
    },
    async load(id) {
      if (!id.endsWith(MARK)) return null;
      const text = JSON.stringify(await textOf(id.slice(0, -MARK.length)));
      return `export default URL.createObjectURL(new Blob([${text}], { type: 'text/javascript' }));`;
    },
    /** `new Worker(new URL('./thread.ts', import.meta.url), …)` */
    transform(code, id) {
      if (!/\.tsx?$/.test(id) || !code.includes('new Worker(new URL(')) return null;
      const imports: string[] = [];
      const changed = code.replace(/new Worker\(new URL\('(\.[^']+)', import\.meta\.url\)/g, (_, path: string) => {
        const name = `galvaniWorker${imports.length}`;
        imports.push(`import ${name} from ${JSON.stringify(`${join(dirname(id), path)}${MARK}`)};`);
        return `new Worker(${name}`;
      });
      return imports.length === 0 ? null : { code: `${changed}\n${imports.join('\n')}`, map: null };
    },
  };
}

/** One worker with all it may need, workers of its own within it. */
async function bundled(file: string, plugins: () => PluginOption[]): Promise<string> {
  const made = (await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: buildFacts,
    plugins: [inlineWorkers(plugins), ...plugins()],
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      chunkSizeWarningLimit: 4000,
      rollupOptions: {
        checks: { pluginTimings: false },
        input: file,
        external: ['webgpu'],
        output: { codeSplitting: false },
      },
    },
  })) as Rolldown.RolldownOutput;
  const [chunk, ...others] = made.output;
  if (others.length > 0)
    throw new Error(`The worker ${file} is not one file: ${others.map((o) => o.fileName).join(', ')}.`);
  return chunk.code;
}
