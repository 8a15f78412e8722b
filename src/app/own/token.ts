/** A document as a word of a link: deflated, in the alphabet of base64 for addresses. */
import { UserError } from '../../index.ts';

/** Longest document that a link may unfold to, bytes. */
const mostBytes = 2_000_000;

export async function packed(document: string): Promise<string> {
  const bytes = await through(new Blob([document]), new CompressionStream('deflate-raw'));
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The reverse. Throws a UserError where the word is cut or holds too much. */
export async function unpacked(token: string): Promise<string> {
  try {
    const text = atob(token.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
    const unfolded = await through(new Blob([bytes]), new DecompressionStream('deflate-raw'));
    return new TextDecoder('utf-8', { fatal: true }).decode(unfolded);
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
    throw new UserError(
      'The document in the link cannot be read: the link was cut or changed on its way. Ask for it anew.',
    );
  }
}

async function through(blob: Blob, change: GenericTransformStream): Promise<Uint8Array> {
  const reader = (blob.stream().pipeThrough(change) as ReadableStream<Uint8Array>).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.length;
    if (length > mostBytes) {
      void reader.cancel();
      throw new UserError(
        `The document is longer than ${mostBytes} bytes, more than a link may hold; send it as a file.`,
      );
    }
    parts.push(next.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
