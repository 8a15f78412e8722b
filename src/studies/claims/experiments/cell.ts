/** The leaky cell of the claims: pF, nS, mV, ms. */
export const own = { C: 200, g_L: 10, E_L: -65, V_th: -50, V_r: -65, T_ref: 2 };
