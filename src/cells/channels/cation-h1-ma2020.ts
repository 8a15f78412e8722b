import { channel } from '../channel.ts';

/** HCN1 of the cerebellar Golgi cell: a fast and a slow gate that share one steady state. */
export const h1_Ma2020 = channel({
  name: 'h1_Ma2020',
  title: 'HCN1 of the Golgi cell (Masoli et al. 2020)',
  ion: 'H',
  label: 'HCN1',
  source:
    'Solinas et al. 2007, Front. Cell. Neurosci. 1:2 (model); Santoro et al. 2000, J. Neurosci. 20:5264 (data); Masoli et al. 2020, PLoS Comput. Biol. 16:e1007937',
  gates: [
    {
      name: 'f',
      power: 1,
      inf: 'clip(0.002096*u + 0.97596, 0, 1)/(1 + exp((u + 72.49)*0.11305))',
      tau: 'exp(2.302585092*(0.01371*u + 3.368))',
    },
    {
      name: 's',
      power: 1,
      inf: '(1 - clip(0.002096*u + 0.97596, 0, 1))/(1 + exp((u + 72.49)*0.11305))',
      tau: 'exp(2.302585092*(0.01451*u + 4.056))',
    },
  ],
  open: 'f + s',
  g: '0.05 mS/cm^2',
  E: '-20 mV',
  V_sh: '0 mV',
  temperature: { q10: 3, reference: 23, default: 22, conductance: 1.5 },
  notes:
    'Open fraction f + s. The fraction of the fast gate, a straight line in the source, is held between 0 and 1 (it leaves them above 11.5 mV, where both gates are shut).',
});
