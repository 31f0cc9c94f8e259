import { refuse } from '../core/refuse';
import { described } from '../core/tokens';
import { Problem } from '../domain/problem';
import { ObjectRule, objectProblems, propProblems } from '../domain/prop-rules';
import { SCOPE_TEXTS } from '../domain/image-rules';

/**
 * Refuses a scan or retention rule that is not as its table says.
 *
 * @param maker what made it, such as `ScanRule.namespace`
 * @param scope what the rule is about, by the names of the parameters
 */
export function requireRule(
  maker: string,
  options: unknown,
  rule: ObjectRule,
  scope: Partial<Record<keyof typeof SCOPE_TEXTS, unknown>> = {},
  also: () => readonly Problem[] = () => [],
): void {
  const names = Object.entries(described(scope) as typeof scope);
  const problems = [
    ...names.flatMap(([name, got]) => propProblems(name, got, SCOPE_TEXTS[name as keyof typeof SCOPE_TEXTS])),
    ...objectProblems('options', described(options), rule, ''),
  ];
  refuse(maker, problems.some(({ subject }) => subject === 'options') ? problems : [...problems, ...also()]);
}
