/** The first document of docs/experiments.md. */
import { readFileSync } from 'node:fs';

const guide = readFileSync(new URL('../../docs/experiments.md', import.meta.url), 'utf8');

export const guideDocument = /^```yaml\n(.*?)^```/ms.exec(guide)![1]!;
