/** The membrane and the cell that a panel's values describe. */
import type { Lif } from '../../../index.ts';
import type { PanelValues } from './worker/lif-tasks.ts';

export type Cell = Lif;

export const cellFrom = ({ C = 200, g_L = 10, E_L = -65, V_th = -50, V_r = -65, T_ref = 2 }: PanelValues): Cell => ({
  C,
  g_L,
  E_L,
  V_th,
  V_r,
  T_ref,
});
