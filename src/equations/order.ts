/** The order in which subexpressions are to be read: each after those it uses. */
import { TextError } from '../errors.ts';
import type { EquationLine } from './lines.ts';
import type { Syntax, SyntaxOf } from './syntax.ts';

/** Subexpressions, the ones they use first. Throws TextError where they go in a circle. */
export function inOrder(text: string, lines: readonly EquationLine[]): EquationLine[] {
  const byName = new Map(lines.filter((line) => line.kind === 'subexpression').map((line) => [line.name, line]));
  const done = new Set<string>();
  const order: EquationLine[] = [];
  for (const start of byName.values()) {
    // An explicit stack: chains of names may be longer than the call stack is deep.
    const path: { line: EquationLine; uses: SyntaxOf<'name'>[] }[] = [];
    const onPath = new Set<string>();
    const enter = (line: EquationLine): void => {
      path.push({ line, uses: namesIn(line.right!).filter((use) => byName.has(use.name)) });
      onPath.add(line.name);
    };
    if (!done.has(start.name)) enter(start);
    while (path.length > 0) {
      const { line, uses } = path.at(-1)!;
      const use = uses.pop();
      if (!use) {
        path.pop();
        onPath.delete(line.name);
        done.add(line.name);
        order.push(line);
      } else if (onPath.has(use.name)) {
        const names = path.map((entry) => entry.line.name);
        const circle = [...names.slice(names.indexOf(use.name)), use.name];
        const shown = circle.length > 8 ? [...circle.slice(0, 4), '…', ...circle.slice(-3)] : circle;
        throw new TextError(
          `${line.title}: subexpressions go in a circle: ${shown.join(' → ')}.`,
          text,
          use.at,
          use.length,
        );
      } else if (!done.has(use.name)) enter(byName.get(use.name)!);
    }
  }
  return order;
}

/** The names used in an expression, last one first. */
function namesIn(root: Syntax): SyntaxOf<'name'>[] {
  const found: SyntaxOf<'name'>[] = [];
  const visit = (node: Syntax): void => {
    switch (node.kind) {
      case 'name':
        found.push(node);
        return;
      case 'negative':
      case 'not':
        visit(node.operand);
        return;
      case 'arithmetic':
      case 'comparison':
      case 'logic':
        visit(node.left);
        visit(node.right);
        return;
      case 'call':
        node.args.forEach(visit);
    }
  };
  visit(root);
  return found.reverse();
}
