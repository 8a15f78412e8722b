/** The study `family`: its options, tables and facts. */
import { quantity, word } from '../options.ts';
import { study, tableOf } from '../study.ts';
import { families, measureFamily } from './measure/family.ts';

export const familyStudy = study({
  name: 'family',
  title: 'The family of integrate-and-fire cells under constant currents, and f–I curves of its simplest members.',
  source: 'Brette & Gerstner 2005; Naud et al. 2008, table 1; Izhikevich 2003, fig. 2; Fourcaud-Trocmé et al. 2003',
  options: {
    family: word('which', families, 'types'),
    factor: quantity("factor on every cell's own current", '', 1, [-100, 100]),
  },
  run: measureFamily,
  tables: (parts) =>
    parts.map((part) =>
      part.kind === 'member'
        ? tableOf(part.member.name, 'time_ms', 'V_mV', part.member.trace)
        : tableOf(`${part.name}_rates`, 'I_pA', 'rate_hz', part.points),
    ),
  facts: (parts) =>
    Object.fromEntries(
      parts.flatMap((part) =>
        part.kind === 'member' ? [[`${part.member.name}_spikes`, part.member.spikes.length]] : [],
      ),
    ),
});
