/** Offers to continue with a long run whose tab was closed or reloaded. */
import { Icon } from '../../controls/icon.tsx';
import { timeText } from '../../run/figures.ts';
import './left-run.css';
import { presetOf } from '../../run/experiment.ts';
import type { Session } from '../../run/session.ts';

export function LeftRun({ session }: { session: Session }) {
  const left = session.left.value;
  if (left === undefined) return null;
  const { experiment, step, at } = left;
  const title = `${presetOf(experiment).title}, seed ${experiment.seed}, left ${new Date(at).toLocaleString()}`;
  return (
    <p class="left-run" role="status">
      <button type="button" class="button small" title={title} onClick={() => session.resume()}>
        Resume the run at <i>t</i> = {timeText(step * experiment.dt, experiment.dt)}
      </button>
      <button type="button" class="bare" aria-label="forget the run that was left" onClick={() => session.forget()}>
        <Icon name="close" />
      </button>
    </p>
  );
}
