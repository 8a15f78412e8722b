/** What people bring, from files and texts: experiments, and recorded spikes. */
import { UserError } from '../../../../index.ts';
import { admit } from '../../../own/registry.ts';
import { documentFrom } from '../../../own/retold.ts';
import { take } from '../../../own/take.ts';
import type { Courses } from '../../../run/courses.ts';
import type { Session } from '../../../run/session.ts';
import { withCurrent } from '../overlay/drive.ts';
import { recordedCourses } from '../overlay/read-courses.ts';
import { mayHoldSpikes, recordedSpikes } from '../overlay/recorded.ts';

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
      const bytes = new Uint8Array(await file.arrayBuffer());
      const courses = /\.h5$/i.test(file.name) ? undefined : recordedCourses(file.name, bytes);
      if (courses?.kind === 'voltage') session.courses.value = courses;
      else if (courses === undefined) session.overlay.value = recordedSpikes(file.name, bytes);
      else await openDriven(session, courses);
      return;
    }
    if (!/\.(ya?ml|json|py)$/i.test(file.name))
      throw new UserError(
        `'${file.name}' is not opened: the page takes documents (.yaml, .yml, .json), scripts for Brian2 (.py), and what was recorded: spikes (.csv, .npz, .h5), voltages and currents (.csv, .npz).`,
      );
    if (file.size > mostBytes)
      throw new UserError(`'${file.name}' has ${file.size} bytes; documents have at most ${mostBytes}.`);
    await openText(session, await file.text(), file.name);
    session.unsaved.value = false;
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    session.refusal.value = thrown.message;
  }
}

/** Runs the experiment that is open with a recorded current into its first population. */
async function openDriven(session: Session, { name, lines }: Courses): Promise<void> {
  const [course] = lines;
  const { document, population } = withCurrent(documentFrom(session.begun()), course!, name);
  const { experiment } = await admit(JSON.stringify(document));
  const { backend } = session.experiment.peek();
  session.open({ ...experiment, backend }, true, session.plan());
  session.unsaved.value = true;
  const end = course!.times.at(-1)!;
  session.notice.value = `The current of ‘${name}’, ${course!.values.length} values to ${Number(end.toPrecision(6))} ms, flows into each cell of ${population}; undo takes it away.`;
}

/** Runs the experiment of a text, a document or a script for Brian2. Throws a UserError that says what is wrong and where. */
export async function openText(session: Session, text: string, name: string): Promise<void> {
  const { own, notice } = await take(text, name);
  session.open(own.experiment, true, own.plan);
  if (notice !== '') session.notice.value = notice;
}
