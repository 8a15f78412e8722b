/** A small recurrent network of noisy leaky cells with delays, weights, resets and two populations. */
import * as b from '../../src/expression/build.ts';
import type { Program } from '../../src/program/program.ts';
import { stream } from './maps.ts';
import { type PopulationSpec, programOf, type Synapse } from './program.ts';

const n = b.number;

export function noisy(seed = 1): Program {
  const v = b.state('v');
  const population = (name: string, size: number): PopulationSpec => {
    const drive = b.add(
      b.mul(b.parameter('w'), b.sub(b.inlet(0), b.inlet(1))),
      b.add(b.mul(b.parameter('sigma'), b.draw('normal', 0)), b.draw('uniform', 0)),
    );
    const leaky = b.add(b.mul(v, b.exp(b.div(b.neg(b.dt), b.parameter('tau')))), drive);
    const spike = b.compare('gt', v, n(10));
    return {
      name,
      size,
      states: {
        v: {
          initial: Float64Array.from({ length: size }, (_, i) => i % 11),
          next: b.select(spike, n(0), leaky),
          limit: 1e6,
        },
        count: { initial: 0, next: b.select(spike, b.add(b.state('count'), b.one), b.state('count')) },
      },
      shared: { w: 0.25, sigma: 0.5, tau: 4 },
      spike,
    };
  };
  const sizes = [150, 75];
  const random = stream(7);
  const below = (limit: number): number => Math.floor(random.next().value * limit);
  const synapses = Array.from({ length: 4000 }, (): Synapse => {
    const inlet = below(4);
    return { source: below(225), inlet, target: below(sizes[inlet >> 1]!), delay: 1 + below(9), weight: 1 + below(5) };
  });
  return programOf({
    seed,
    populations: [population('excited', sizes[0]!), population('calmed', sizes[1]!)],
    inlets: [0, 0, 1, 1].map((p, i) => ({ population: p, label: `inlet ${i}` })),
    synapses,
  });
}
