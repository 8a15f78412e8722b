import { channel } from '../channel.ts';

/** Potassium opened by calcium alone: the slow afterhyperpolarisation. */
export const AHP_De1994 = channel({
  name: 'AHP_De1994',
  title: 'Calcium-activated potassium, slow afterhyperpolarisation (Destexhe et al. 1994)',
  ion: 'K',
  label: 'AHP',
  source: 'Destexhe, Contreras, Sejnowski & Steriade 1994, J. Neurophysiol. 72:803',
  gates: [
    {
      name: 'p',
      power: 2,
      inf: 'alpha*Ca**2/(alpha*Ca**2 + beta)',
      tau: '1/(alpha*Ca**2 + beta)',
    },
  ],
  g: '0.1 mS/cm^2',
  E: '-90 mV',
  parameters: { alpha: '48', beta: '0.03' },
  notes:
    'alpha in 1/(ms·mM²), beta in 1/ms. braincell 0.0.6 defaults to a beta of 0.09, while its documentation, the authors and their own code have 0.03; g as in Li et al. 2017.',
});
