/** What an engine draws by itself, where the user asks for it: the same statistics, other spikes. */
import { UserError } from '../../errors.ts';
import type { Network } from '../../index.ts';
import type { PopulationProgram, Program } from '../../program/program.ts';
import type { ClusterEngine, DrawnBy } from './engine.ts';

/** Hz, one for all trains or one for each. */
export type Rates = number | Float64Array;

/**
 * The rates of the populations whose spikes the engine's own Poisson generators make; undefined for all others. Trains whose rate varies,
 * or that have a beginning or an end, stay as they are.
 */
export function nativeRates(network: Network, program: Program, drive: DrawnBy): readonly (Rates | undefined)[] {
  return program.populations.map((p) => {
    const given = network.populations.find(({ name }) => name === p.name)?.blueprint.given;
    if (drive !== 'native' || given?.kind !== 'poisson') return undefined;
    const { from, to } = given.options;
    return from === undefined && to === undefined ? rateOf(p) : undefined;
  });
}

/** Rates are kept per ms. */
function rateOf({ parameters, columns }: PopulationProgram): Rates | undefined {
  const shared = parameters.find(({ name }) => name === 'rate');
  if (shared) return shared.value * 1000;
  const own = columns.find(({ name, role }) => name === 'rate' && role === 'parameter');
  if (own === undefined) return undefined;
  return typeof own.initial === 'number' ? own.initial * 1000 : own.initial.map((rate) => rate * 1000);
}

/** Throws a UserError where the engine has no rules of its own. */
export function refuseWiring(engine: ClusterEngine): void {
  if (engine === 'neuron')
    throw new UserError(
      'NEURON takes connections one by one and has no rules for them; leave --wiring out, or take NEST.',
    );
}
