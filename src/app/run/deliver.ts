/** Files of the run, handed to the person. */
import { svgToPng } from '../../index.ts';
import { download } from '../download.ts';
import type { Answer } from '../worker/messages.ts';

/** Saves the file; an SVG that is wanted as PNG is painted first, which only a page can. Throws a UserError where it cannot. */
export async function deliver(file: Extract<Answer, { type: 'file' }>): Promise<void> {
  if (file.paint === undefined) return save(file);
  const { width, height } = file.paint;
  const bytes = await svgToPng(new TextDecoder().decode(file.bytes), width, height);
  save({ name: file.name.replace(/svg$/, 'png'), mime: 'image/png', bytes });
}

function save(file: { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }): void {
  download(file.bytes as Uint8Array<ArrayBuffer>, file.mime, file.name);
}
