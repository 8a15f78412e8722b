/** What the page asks of the worker that reads networks in SONATA. */

/** A file that was opened, with its path from where its folder was taken. */
export interface OpenedFile {
  readonly path: string;
  readonly file: File;
}

export interface ReadSonata {
  /** The network as a document, JSON. */
  readonly text: string;
  /** What came in, and what is not as the files have it: sentences. */
  readonly notice: string;
}

export type SonataTasks = {
  readonly sonata: { readonly input: readonly OpenedFile[]; readonly part: never; readonly output: ReadSonata };
};
