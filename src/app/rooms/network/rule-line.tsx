/** What error the integrator leaves at this step: one line below its menu, whole sentences on hovering. */
import { type Accuracy, accuracySentence, followsNot } from '../../../index.ts';
import './rule-line.css';

export function RuleLine({ rules, dt }: { readonly rules: readonly Accuracy[]; readonly dt: number }) {
  const lost = rules.some(({ expected }) => expected !== undefined && followsNot(expected));
  return (
    <output
      class={lost ? 'rule-line lost' : 'rule-line faint'}
      data-figure="rule"
      title={rules.map((rule) => accuracySentence(rule, dt)).join('\n')}
    >
      {ruleText(rules)}
    </output>
  );
}

/** 'order 1, error about 2 %'; of several populations the lowest order and the largest error. */
function ruleText(rules: readonly Accuracy[]): string {
  if (rules.length === 0) return '';
  if (rules.some(({ expected }) => expected !== undefined && followsNot(expected)))
    return 'does not follow the cell at this step';
  const order = Math.min(...rules.map((r) => r.order));
  const errors = rules
    .flatMap(({ expected }) => [expected?.response, expected?.course])
    .filter((x) => typeof x === 'number');
  const known = rules.every((r) => r.expected !== undefined) && errors.length > 0;
  const head = Number.isFinite(order) ? `order ${order}` : 'exact';
  if (!known) return head;
  const error = 100 * Math.max(...errors);
  return `${head}, error ${error < 1e-3 ? 'below 0.001' : `about ${Number(error.toPrecision(1))}`} %`;
}
