/** The worker that reads networks in SONATA: files of megabytes, and a network built on the way. */
import { unzipFolder } from '../../../index.ts';
import { serve } from '../../tasks/serve.ts';
import { sonataDocument } from './document.ts';
import type { SonataTasks } from './sonata-tasks.ts';

const bytesOf = (file: File): Uint8Array => new Uint8Array(new FileReaderSync().readAsArrayBuffer(file));

serve<SonataTasks>(self as unknown as DedicatedWorkerGlobalScope, {
  sonata: (brought) => {
    const [first] = brought;
    if (first !== undefined && brought.length === 1 && /\.zip$/i.test(first.path)) {
      const files = unzipFolder(bytesOf(first.file), first.path);
      return sonataDocument([...files.keys()], (path) => files.get(path));
    }
    const files = new Map(brought.map(({ path, file }) => [path, file]));
    return sonataDocument([...files.keys()], (path) => {
      const file = files.get(path);
      return file && bytesOf(file);
    });
  },
});
