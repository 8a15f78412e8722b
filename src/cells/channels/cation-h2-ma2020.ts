import { channel } from '../channel.ts';

/** HCN2 of the cerebellar Golgi cell: a fast and a slow gate that share one steady state. */
export const h2_Ma2020 = channel({
  name: 'h2_Ma2020',
  title: 'HCN2 of the Golgi cell (Masoli et al. 2020)',
  ion: 'H',
  label: 'HCN2',
  source:
    'Solinas et al. 2007, Front. Cell. Neurosci. 1:2 (model); Santoro et al. 2000, J. Neurosci. 20:5264 (data); Masoli et al. 2020, PLoS Comput. Biol. 16:e1007937',
  gates: [
    {
      name: 'f',
      power: 1,
      inf: 'clip(-0.0227*u - 1.4694, 0, 1)/(1 + exp((u + 81.95)*0.1661))',
      tau: 'exp(2.3026*(0.0269*u + 5.6111))',
    },
    {
      name: 's',
      power: 1,
      inf: '(1 - clip(-0.0227*u - 1.4694, 0, 1))/(1 + exp((u + 81.95)*0.1661))',
      tau: 'exp(2.3026*(0.0152*u + 5.2944))',
    },
  ],
  open: 'f + s',
  g: '0.08 mS/cm^2',
  E: '-20 mV',
  V_sh: '0 mV',
  temperature: { q10: 3, reference: 23, default: 22, conductance: 1.5 },
  notes:
    'Open fraction f + s. The source steps to 0 at −64.7 and to 1 at −108.7 mV, where the line itself is at −0.0007 and 0.998; here it is held between 0 and 1.',
});
