const isDocument = (text: string): boolean => /^\s*\{/.test(text) || /^[ \t]*["']?galvani["']?[ \t]*:/m.test(text);

/**
 * Whether a text is a script for Brian2, rather than equations or a document (which may speak of one). Apart from what reads it, which few
 * texts need.
 */
export const isBrian2 = (text: string): boolean =>
  !isDocument(text) && (/\bNeuronGroup\s*\(/.test(text) || /^[ \t]*(?:from|import)[ \t]+brian2\b/m.test(text));
