/** Gives a file to the person at the page. */
export function download(content: BlobPart, mime: string, name: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: mime }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has read it long before.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
