/** Files and folders dropped anywhere on the page; what reads them is loaded with the first. */
import type { OpenedFile } from '../../own/sonata/sonata-tasks.ts';
import type { Session } from '../../run/session.ts';

/** Attaches the listeners; the result detaches them. */
export function attachDrop(session: Session): () => void {
  const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  const onOver = (event: DragEvent) => {
    if (holdsFiles(event)) event.preventDefault();
  };
  const onDrop = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    // The browser takes the list back after this turn.
    const files = [...(event.dataTransfer?.files ?? [])];
    const entries = [...(event.dataTransfer?.items ?? [])].map((item) => item.webkitGetAsEntry());
    const opened = entries.some((entry) => entry?.isDirectory)
      ? Promise.all(entries.map((entry) => (entry === null ? [] : within(entry)))).then((all) => all.flat())
      : files.map((file) => ({ path: file.name, file }));
    void Promise.all([import('./build/files.ts'), opened]).then(([{ openFiles }, all]) => openFiles(session, all));
  };
  window.addEventListener('dragover', onOver);
  window.addEventListener('drop', onDrop);
  return () => {
    window.removeEventListener('dragover', onOver);
    window.removeEventListener('drop', onDrop);
  };
}

/** The files of an entry, those of its folders included. */
async function within(entry: FileSystemEntry): Promise<OpenedFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => {
      (entry as FileSystemFileEntry).file(resolve, reject);
    });
    return [{ path, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const inner: FileSystemEntry[] = [];
  for (;;) {
    // A hundred at a time, until there are no more.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) break;
    inner.push(...some);
  }
  return (await Promise.all(inner.map(within))).flat();
}
