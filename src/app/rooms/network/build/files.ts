/** What people open, from files and texts: experiments, networks in SONATA, and what was recorded. */
import { withCurrent } from '../../../../document/edit/index.ts';
import { UserError } from '../../../../index.ts';
import { documentFrom } from '../../../../live/index.ts';
import {
  mayHoldRecordings,
  type RecordedCourses,
  recordedCourses,
  recordedSpikes,
} from '../../../../recordings/index.ts';
import { buildOf } from '../../../own/build.ts';
import { admit } from '../../../own/registry.ts';
import type { OpenedFile } from '../../../own/sonata/sonata-tasks.ts';
import { mayBeSonata, takeSonata } from '../../../own/sonata/take.ts';
import { type Taken, take } from '../../../own/take.ts';
import type { Session } from '../../../run/session.ts';
import { TaskFailed } from '../../../tasks/failure.ts';

/** Longest file that is read as a document, bytes. */
const mostBytes = 20_000_000;

/** Asks for a file and opens it; nothing happens where none is chosen. */
export function chooseFile(session: Session): Promise<void> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.yaml,.yml,.json,.py,.csv,.npz,.h5,.zip';
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve());
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])].map((file) => ({ path: file.name, file }));
      resolve(openFiles(session, files));
    });
    input.click();
  });
}

/** Runs the document that a file holds; what is wrong with it is told in the status line, and what ran runs on. */
export async function openFiles(session: Session, opened: readonly OpenedFile[]): Promise<void> {
  try {
    const [first] = opened;
    if (first === undefined) return;
    if (mayBeSonata(opened)) {
      session.notice.value = `Reading ${opened.length === 1 ? `‘${first.path}’` : `${opened.length} files`} …`;
      open(session, await takeSonata(opened));
      session.unsaved.value = true;
      return;
    }
    const { file } = first;
    if (mayHoldRecordings(file.name)) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const courses = /\.h5$/i.test(file.name) ? undefined : recordedCourses(file.name, bytes);
      if (courses?.kind === 'voltage') session.courses.value = courses;
      else if (courses === undefined) session.overlay.value = recordedSpikes(file.name, bytes);
      else await openDriven(session, courses);
      return;
    }
    if (!/\.(ya?ml|json|py)$/i.test(file.name))
      throw new UserError(
        `'${file.name}' is not opened: the page takes documents (.yaml, .yml, .json), scripts for Brian2 (.py), and what was recorded: spikes (.csv, .npz, .h5), voltages and currents (.csv, .npz), and networks in SONATA (a folder, or a .zip of it).`,
      );
    if (file.size > mostBytes)
      throw new UserError(`'${file.name}' has ${file.size} bytes; documents have at most ${mostBytes}.`);
    await openText(session, await file.text(), file.name);
    session.unsaved.value = false;
  } catch (thrown) {
    if (!(thrown instanceof UserError || thrown instanceof TaskFailed)) throw thrown;
    session.notice.value = undefined;
    session.refusal.value = thrown.message;
  }
}

/** Runs the experiment that is open with a recorded current into its first population. */
async function openDriven(session: Session, { name, lines }: RecordedCourses): Promise<void> {
  const [course] = lines;
  const begun = session.begun();
  const { document, population } = withCurrent(documentFrom(buildOf(begun), begun), course!, name);
  const { experiment } = await admit(JSON.stringify(document));
  const { backend } = session.experiment.peek();
  session.open({ ...experiment, backend }, true, session.plan());
  session.unsaved.value = true;
  const end = course!.times.at(-1)!;
  session.notice.value = `The current of ‘${name}’, ${course!.values.length} values to ${Number(end.toPrecision(6))} ms, flows into each cell of ${population}; undo takes it away.`;
}

/** Runs the experiment of a text, a document or a script for Brian2. Throws a UserError that says what is wrong and where. */
export async function openText(session: Session, text: string, name: string): Promise<void> {
  open(session, await take(text, name));
}

function open(session: Session, { own, notice }: Taken): void {
  session.open(own.experiment, true, own.plan);
  if (notice !== '') session.notice.value = notice;
}
