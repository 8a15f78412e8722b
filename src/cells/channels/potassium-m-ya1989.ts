import { channel } from '../channel.ts';

/** The M current: slow, not inactivating. */
export const KNI_Ya1989 = channel({
  name: 'KNI_Ya1989',
  title: 'Slow non-inactivating potassium, the M current (Yamada, Koch & Adams 1989)',
  ion: 'K',
  label: 'M',
  source: 'Yamada, Koch & Adams 1989, in Koch & Segev (eds.), Methods in Neuronal Modeling, p. 97',
  gates: [
    {
      name: 'p',
      power: 1,
      inf: '1/(1 + exp(-(u + 35)/10))',
      tau: '(tau_max/ms)/(3.3*exp((u + 35)/20) + exp(-(u + 35)/20))',
    },
  ],
  g: '0.004 mS/cm^2',
  E: '-90 mV',
  V_sh: '0 mV',
  parameters: { tau_max: '4 s' },
  notes: 'g and tau_max as braincell sets them; common implementations of the chapter use 1 s.',
});
