/** A unit as the end of a name: 'uA/cm^2' is 'uA_per_cm2'. */
export const unitName = (unit: string): string => unit.replaceAll('/', '_per_').replaceAll('^', '');
