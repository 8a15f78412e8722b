/** `<galvani-slider for="id" name="w_e">`: one parameter of a `<galvani-run>`, wherever the author's text has it. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { useMemo } from 'preact/hooks';
import { ParameterRow } from '../app/controls/parameter-row.tsx';
import { readParameter } from '../app/entries.ts';
import { LanguageContext } from '../app/language.ts';
import { presetOf } from '../app/run/experiment.ts';
import type { Session } from '../app/run/session.ts';
import { Turn } from '../app/run/turn.ts';
import { type Figure, figureOf } from './figure.ts';
import { stylesOf } from './theme.ts';

export class GalvaniSlider extends HTMLElement {
  static readonly observedAttributes = ['for', 'name', 'label'];

  readonly #root = this.attachShadow({ mode: 'open' });
  #connected = false;
  #stop: () => void = () => {};

  connectedCallback(): void {
    this.#connected = true;
    this.#render();
    // The element that it belongs to may stand further down in the page.
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => this.#render());
  }

  disconnectedCallback(): void {
    this.#connected = false;
    this.#stop();
    render(null, this.#root);
  }

  attributeChangedCallback(): void {
    this.#render();
  }

  #render(): void {
    if (!this.#connected) return;
    const id = this.getAttribute('for') ?? '';
    const scope = this.getRootNode() as Document | ShadowRoot;
    const run = id === '' ? this.closest('galvani-run') : scope.getElementById(id);
    const name = this.getAttribute('name') ?? '';
    const figure = run === null ? undefined : figureOf(run);
    if (figure !== undefined) {
      this.#stop();
      this.#stop = effect(() => {
        this.#root.adoptedStyleSheets = stylesOf(figure.options.value.theme);
      });
      render(<Slide figure={figure} name={name} label={this.getAttribute('label')} />, this.#root);
      return;
    }
    this.#root.adoptedStyleSheets = stylesOf('auto');
    render(<Wrong text={`There is no <galvani-run> with the id '${id}'.`} />, this.#root);
  }
}

const Wrong = ({ text }: { text: string }) => (
  <p class="problem" role="alert">
    {text}
  </p>
);

interface SlideProps {
  readonly figure: Figure;
  readonly name: string;
  /** In the place of the experiment's own label. */
  readonly label: string | null;
}

/** Before the experiment was read there is nothing to turn; its place is kept. */
function Slide({ figure, name, label }: SlideProps) {
  const session = figure.session.value;
  const { language } = figure.options.value;
  return (
    <LanguageContext.Provider value={language}>
      <div class="slide" lang={language}>
        {session === undefined ? (
          <p class="slide-waiting hint">{label ?? name}</p>
        ) : (
          <Row session={session} name={name} label={label} />
        )}
      </div>
    </LanguageContext.Provider>
  );
}

function Row({ session, name, label }: { session: Session; name: string; label: string | null }) {
  const turn = useMemo(() => new Turn(session), [session]);
  const experiment = session.experiment.value;
  const { parameters } = presetOf(experiment);
  const parameter = parameters.find((p) => p.name === name);
  if (parameter === undefined)
    return (
      <Wrong
        text={`The experiment has no parameter '${name}'; it has ${parameters.map((p) => p.name).join(', ') || 'none'}.`}
      />
    );
  return (
    <ParameterRow
      parameter={label === null ? parameter : { ...parameter, label }}
      value={experiment.values[name] ?? parameter.value}
      read={(text) => readParameter(parameter, text)}
      onChange={(value, dragging) => turn.change({ [name]: value }, dragging, parameter.acts === 'live')}
      onSettle={() => turn.settle()}
    />
  );
}
