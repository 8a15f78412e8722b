/** Constants of nature in the syntax of equations. */

/** Faraday's constant (CODATA 2018). */
export const FARADAY = '96485.33212*coulomb/mole';
/** Gas constant ÷ Faraday's constant (CODATA 2018), mV/K. */
export const GAS_OVER_FARADAY = '0.08617333262145*mV/kelvin';
