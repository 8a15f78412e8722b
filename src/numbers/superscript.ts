/** Powers as people write them: '10⁻⁵', 'cm²'. */
const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** What superscripts are, for regular expressions: an optional sign in the first group, the digits in the second. */
export const SUPERSCRIPT = '(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)';

/** '⁻²' for superscript(-2); `power` is a whole number. */
export const superscript = (power: number): string =>
  `${power}`.replace('-', '⁻').replace(/\d/g, (digit) => digits[Number(digit)]!);

/** '12' for '¹²': what the second group of `SUPERSCRIPT` found, in plain digits. */
export const plainDigits = (raised: string): string => [...raised].map((digit) => digits.indexOf(digit)).join('');
