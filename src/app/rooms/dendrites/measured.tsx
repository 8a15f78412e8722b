/** What a small current finds at the chosen place, and how far voltages reach. */

import { Fragment } from 'preact';
import { fixed } from '../../../numbers/grouped.ts';
import type { CellMeasures, RegionName } from '../../../studies/measure.ts';
import { numberText } from '../../quantity-text.ts';
import type { Dendrites } from './dendrites.ts';

const titles: Readonly<Record<RegionName, string>> = {
  soma: 'soma',
  axon: 'axon',
  basal: 'basal',
  apical: 'apical',
  other: 'other',
};

export function MeasuredCard({ room }: { room: Dendrites }) {
  const measured = room.measured.value;
  return (
    <section class="card" aria-label="measured in the steady state" aria-live="polite">
      <h2>Steady state{measured === undefined ? '' : `, at ${measured.at}`}</h2>
      {measured === undefined ? (
        <p class="card-notes">…</p>
      ) : typeof measured.found === 'string' ? (
        <p class="card-notes" data-figure="unmeasured">
          {measured.found}
        </p>
      ) : (
        <MeasuredTable room={room} found={measured.found} />
      )}
    </section>
  );
}

const rounded = (value: number): string => numberText(Number(value.toPrecision(4)));

function MeasuredTable({ room, found }: { room: Dendrites; found: CellMeasures }) {
  const { unstable, rest, input, toRoot, lambda, regions } = found;
  return (
    <>
      <dl class="measured">
        <dt>steady voltage</dt>
        <dd data-figure="rest">{`${fixed(rest, 2)}\u2009mV`}</dd>
        <dt>modes that grow</dt>
        <dd data-figure="unstable">{unstable === undefined ? 'too near to tell' : `${unstable}`}</dd>
        <dt>input resistance</dt>
        <dd data-figure="input">{`${rounded(input)}\u2009MΩ`}</dd>
        <dt>to {room.root}</dt>
        <dd data-figure="transfer">{`${rounded(toRoot)}\u2009MΩ`}</dd>
        <dt>length constant here</dt>
        <dd data-figure="lambda">{lambda === undefined ? 'none' : `${rounded(lambda)}\u2009µm`}</dd>
        {regions.map(({ region, least, most }) => (
          <Fragment key={region}>
            <dt>length constants, {titles[region]}</dt>
            <dd>
              {rounded(least) === rounded(most) ? rounded(least) : `${rounded(least)} to ${rounded(most)}`}
              {'\u2009'}µm
            </dd>
          </Fragment>
        ))}
      </dl>
      <p class="card-notes">
        For a small lasting current, all gates settled, without what was put on the cell: exact, from the slopes of the
        equations and the matrix of the tree. A cell with modes that grow leaves this state. Length constants are
        √(1/(r_i·g_m)), of a cylinder √(d/(4·R_a·g)).
      </p>
    </>
  );
}
