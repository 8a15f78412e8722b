/** Takes in a network in SONATA, read by its own worker. */
import { TaskClient } from '../../tasks/client.ts';
import { admit } from '../registry.ts';
import type { Taken } from '../take.ts';
import type { OpenedFile, SonataTasks } from './sonata-tasks.ts';

/** Whether files are taken for such a network: a ZIP, or a folder's. */
export const mayBeSonata = (opened: readonly OpenedFile[]): boolean =>
  opened.length > 1 || opened.some(({ path }) => /\.zip$/i.test(path));

/** Rejects with a TaskFailed that says what is missing, or what is not known here. */
export async function takeSonata(opened: readonly OpenedFile[]): Promise<Taken> {
  const tasks = new TaskClient<SonataTasks>(
    () => new Worker(new URL('./sonata.worker.ts', import.meta.url), { type: 'module', name: 'sonata' }),
  );
  try {
    const { text, notice } = await tasks.ask('sonata', opened);
    return { own: await admit(text), notice };
  } finally {
    tasks.dispose();
  }
}
