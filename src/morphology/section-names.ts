/** Names of sections as the field gives them: 'soma[0]', 'axon[0]', 'dend[3]', 'apic[1]', 'custom5[0]'. */
import type { SectionKind } from './shape.ts';

const stems: Readonly<Record<number, string>> = { 1: 'soma', 2: 'axon', 3: 'dend', 4: 'apic' };

export class SectionNames {
  readonly #counts = new Map<SectionKind, number>();

  next(kind: SectionKind): string {
    const count = this.#counts.get(kind) ?? 0;
    this.#counts.set(kind, count + 1);
    return `${stems[kind] ?? `custom${kind}`}[${count}]`;
  }
}
