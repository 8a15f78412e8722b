/** The worker that reads networks in SONATA: files of megabytes, and a network built on the way. */
import { type OpenFile, sonataDocument } from '../../../document/index.ts';
import { UserError, unzipFolder } from '../../../index.ts';
import { serve } from '../../tasks/serve.ts';
import type { ReadSonata, SonataTasks } from './sonata-tasks.ts';

/** Longest document that the page takes, UTF-16 code units: every synapse stands in it. */
const longest = 20_000_000;

const bytesOf = (file: File): Uint8Array => new Uint8Array(new FileReaderSync().readAsArrayBuffer(file));

serve<SonataTasks>(self as unknown as DedicatedWorkerGlobalScope, {
  sonata: (opened) => {
    const [first] = opened;
    if (first !== undefined && opened.length === 1 && /\.zip$/i.test(first.path)) {
      const files = unzipFolder(bytesOf(first.file), first.path);
      return textOf([...files.keys()], (path) => files.get(path));
    }
    const files = new Map(opened.map(({ path, file }) => [path, file]));
    return textOf([...files.keys()], (path) => {
      const file = files.get(path);
      return file && bytesOf(file);
    });
  },
});

function textOf(paths: readonly string[], open: OpenFile): ReadSonata {
  const { document, path, cells, synapses, notes } = sonataDocument(paths, open);
  const text = JSON.stringify(document);
  if (text.length > longest)
    throw new UserError(
      `${path}: ${synapses} synapses make a document of ${text.length} characters, more than the page holds (${longest}); 'galvani run ${path}' runs it on the command line.`,
    );
  return { text, notice: [`${path}: ${cells} cells and ${synapses} synapses came in.`, ...notes].join(' ') };
}
