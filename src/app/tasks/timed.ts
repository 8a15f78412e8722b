/** Answers with the time they took. */

/** With its wall time, s. */
export async function timed<T extends object>(run: () => Promise<T>): Promise<T & { readonly seconds: number }> {
  const began = performance.now();
  const found = await run();
  return { ...found, seconds: (performance.now() - began) / 1000 };
}
