/** What people bring, from files and texts: experiments, and recorded spikes. */
import { UserError } from '../../../../index.ts';
import { take } from '../../../own/take.ts';
import { mayHoldSpikes, recordedSpikes } from '../overlay/recorded.ts';
import type { Session } from '../session.ts';

/** Longest file that is read as a document, bytes. */
const mostBytes = 20_000_000;

/** Asks for a file and opens it; nothing happens where none is chosen. */
export function chooseFile(session: Session): Promise<void> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.yaml,.yml,.json,.py,.csv,.npz,.h5';
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve());
    input.addEventListener('change', () => resolve(openFiles(session, [...(input.files ?? [])])));
    input.click();
  });
}

/** Runs the document that a file holds; what is wrong with it is told in the status line, and what ran runs on. */
export async function openFiles(session: Session, files: readonly File[]): Promise<void> {
  try {
    const [file] = files;
    if (file === undefined) return;
    if (files.length > 1)
      throw new UserError(
        `${files.length} files were given; one experiment is opened at a time, a document in YAML or JSON.`,
      );
    if (mayHoldSpikes(file.name)) {
      session.overlay.value = recordedSpikes(file.name, new Uint8Array(await file.arrayBuffer()));
      return;
    }
    if (!/\.(ya?ml|json|py)$/i.test(file.name))
      throw new UserError(
        `'${file.name}' is not opened: the page takes documents (.yaml, .yml, .json), scripts for Brian2 (.py), and recorded spikes (.csv, .npz, .h5).`,
      );
    if (file.size > mostBytes)
      throw new UserError(`'${file.name}' has ${file.size} bytes; documents have at most ${mostBytes}.`);
    await openText(session, await file.text(), file.name);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    session.refusal.value = thrown.message;
  }
}

/** Runs the experiment of a text, a document or a script for Brian2. Throws a UserError that says what is wrong and where. */
export async function openText(session: Session, text: string, name: string): Promise<void> {
  const { own, notice } = await take(text, name);
  session.open(own.experiment, true, own.plan);
  if (notice !== '') session.notice.value = notice;
}
