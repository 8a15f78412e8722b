/** Names that a script for Brian2 may use. */

/** Python's words, and what Brian2 gives its own meaning inside equations. */
const taken: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in is ' +
    'lambda nonlocal not or pass raise return try while with yield N i j dt t t_in_timesteps lastspike not_refractory refractory ' +
    'delay dtype e inf pi kelvin volt amp siemens farad second metre meter mole molar hertz ohm coulomb joule watt gram newton pascal ' +
    'tesla weber henry candela lux lumen radian steradian becquerel gray sievert katal celsius namespace name rates lastupdate ' +
    'mV mA uA nA pA pF uF nF nS uS mS ms us Hz kHz MHz cm mm um mM uM nM clip exp sin cos tan log sqrt abs int floor ceil sign rand randn ' +
    'poisson binomial timestep exprel expm1 log1p log10 sinh cosh tanh arcsin arccos arctan'
  ).split(' '),
);

/** Names of a model as Brian2 may call them: those with their own meaning there, or an ending that synapses use, get '_value'. */
export function safeName(name: string): string {
  return taken.has(name) || /_(pre|post)$/.test(name) || name.endsWith('_') ? `${name}_value` : name;
}

const imported: ReadonlySet<string> = new Set(
  (
    'Network NeuronGroup PoissonGroup SpikeGeneratorGroup SpikeMonitor Synapses TimedArray defaultclock seed np json sys network spikes ' +
    'DURATION SEED rate_hz print range len dict list in_degree out_degree'
  ).split(' '),
);

/** Whether the script's own names, those that it imports and those of Python and Brian2 have it already. */
export const isReserved = (name: string): boolean => imported.has(name) || taken.has(name);
