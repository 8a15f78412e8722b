import { channel } from '../channel.ts';

/** Low-threshold potassium of Kv1.1 subunits. */
export const Kv11_Ak2007 = channel({
  name: 'Kv11_Ak2007',
  title: 'Low-threshold potassium, Kv1.1 (Akemann 2007)',
  ion: 'K',
  label: 'Kv11',
  source:
    'Akemann, Lundby, Mutoh & Knöpfel 2009, Biophys. J. 96:3959; data of Zerr, Adelman & Maylie 1998, J. Neurosci. 18:2842',
  gates: [{ name: 'n', power: 4, alpha: '0.12889*exp((u + 45)/33.90877)', beta: '0.12889*exp(-(u + 45)/12.42101)' }],
  g: '4 mS/cm^2',
  E: '-95 mV',
  V_sh: '0 mV',
  temperature: { q10: 2.7, reference: 22, default: 22 },
  notes: 'Without the gating current that the original can add.',
});
