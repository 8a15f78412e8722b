/** What is run: network, sizes, backends, rounds; and the way results go in and out. */
import type { Signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { backendNames, UserError } from '../../../index.ts';
import { grouped } from '../../../numbers/grouped.ts';
import { pointPresets } from '../../../presets/index.ts';
import { Side } from '../../controls/drawer.tsx';
import { Icon } from '../../controls/icon.tsx';
import { NumberField } from '../../controls/number-field.tsx';
import { TextField } from '../../controls/text-field.tsx';
import { type Bench, sizes } from './bench.ts';

const networks = pointPresets.filter((p) => p.parameters.some((q) => q.name === 'n_exc'));

/** Bytes of a synapse with its target and a common weight, for a first estimate. */
const bytesPerSynapse = 8;

export function BenchSide({ bench, drawer }: { bench: Bench; drawer: Signal<boolean> }) {
  const plan = bench.plan.value;
  const files = useRef<HTMLInputElement>(null);
  const disabled = bench.running.value;
  return (
    <Side label="settings of the bench" drawer={drawer} closes="settings" class="plain-side">
      <div class="plain-side-body">
        <p class="summary bench-summary">
          All backends are built first, warmed up, then run in turn, round after round, each from step 0 with the same
          spikes. Medians over rounds; ratios are taken within one round.
        </p>
        <fieldset class="bench-set" disabled={disabled}>
          <legend>network</legend>
          <select
            class="field"
            aria-label="network"
            value={plan.preset}
            onChange={(event) => bench.change({ preset: event.currentTarget.value })}
          >
            {networks.map((p) => (
              <option key={p.name} value={p.name}>
                {p.title}
              </option>
            ))}
          </select>
        </fieldset>
        <fieldset class="bench-set" disabled={disabled}>
          <legend>cells, with 80 inputs each</legend>
          {sizes.map((size) => (
            <Check
              key={size}
              label={sizeLabel(size)}
              checked={plan.sizes.includes(size)}
              onChange={(on) =>
                bench.change({ sizes: sizes.filter((s) => (s === size ? on : plan.sizes.includes(s))) })
              }
            />
          ))}
        </fieldset>
        <fieldset class="bench-set" disabled={disabled}>
          <legend>backends</legend>
          {backendNames.map((name) => (
            <Check
              key={name}
              label={name === 'reference' ? 'reference (slow: f64 without SIMD)' : name}
              checked={plan.backends.includes(name)}
              onChange={(on) =>
                bench.change({ backends: backendNames.filter((b) => (b === name ? on : plan.backends.includes(b))) })
              }
            />
          ))}
        </fieldset>
        <fieldset class="bench-set" disabled={disabled}>
          <legend>rounds</legend>
          <NumberField
            id="rounds"
            label="timed rounds"
            unit=""
            value={plan.rounds}
            range={[1, 50]}
            whole
            onEnter={(rounds) => bench.change({ rounds })}
          />
          <Check
            label="as many again, to time the phases of a step"
            checked={plan.phases}
            onChange={(phases) => bench.change({ phases })}
          />
        </fieldset>
        <fieldset class="bench-set">
          <legend>results</legend>
          <span class="inline-setting">
            <label for="machine">this machine is called</label>
            <TextField
              id="machine"
              name="name of this machine"
              shown={plan.machine}
              numeric={false}
              onEnter={(text) => {
                if (text.trim() === '') throw new UserError('Give the machine a name, or leave it as it was.');
                bench.change({ machine: text.trim().slice(0, 60) });
                const machine = bench.machine.peek();
                if (machine) bench.machine.value = { ...machine, name: text.trim().slice(0, 60) };
              }}
            />
          </span>
          <div class="bench-files">
            <button type="button" class="button" disabled={bench.own() === undefined} onClick={() => bench.save()}>
              <Icon name="download" />
              Save JSON
            </button>
            <button
              type="button"
              class="button"
              disabled={bench.own() === undefined}
              title="saves the file, and opens a report with the table in it"
              onClick={() => void bench.share()}
            >
              <Icon name="share" />
              Share…
            </button>
            <button type="button" class="button" onClick={() => files.current?.click()}>
              Open saved results
            </button>
            <input
              ref={files}
              type="file"
              accept="application/json,.json"
              multiple
              class="unseen"
              tabIndex={-1}
              aria-label="saved results"
              onChange={(event) => {
                void bench.load([...(event.currentTarget.files ?? [])]);
                event.currentTarget.value = '';
              }}
            />
          </div>
          {bench.shared.value === '' ? null : (
            <p class="hint" role="status">
              {bench.shared}
            </p>
          )}
        </fieldset>
      </div>
    </Side>
  );
}

function sizeLabel(size: number): string {
  const gigabytes = (size * 80 * bytesPerSynapse) / 1e9;
  return `${grouped(`${size}`)}${gigabytes > 0.1 ? ` (${gigabytes.toFixed(1)} GB of synapses for each backend)` : ''}`;
}

function Check({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
