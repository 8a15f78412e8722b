/** Whether a text is a script for Brian2, rather than equations or a document. Apart from what reads it, which few texts need. */
export const isBrian2 = (text: string): boolean => /\bNeuronGroup\s*\(/.test(text);
