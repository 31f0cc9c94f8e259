import type { Check } from '../doctor/model';
import { RAM_LIMITS } from '../domain/facts.generated';
import type { Permissions, RamPolicy } from '../domain/permissions';
import type { Colours } from '../session/output';
import { count, paragraph } from './text';

const SIGNS = { ok: 'ok  ', warning: 'warn', failed: 'FAIL', skipped: '-   ' } as const;

/** One line for each check, with the fix below it where there is one; then the policy that the app needs; then what it comes to. */
export function doctorText(checks: readonly Check[], permissions: Permissions, colours: Colours): string {
  const failed = checks.filter(({ state }) => state === 'failed').length;
  return [
    checks.map(check => checkText(check, colours)).join('\n'),
    policyText(permissions),
    failed === 0 ? 'Nothing stands in the way.' : `${count(failed, 'check')} failed.`,
    paragraph('Permissions to create and change are not tried: there is no way to without doing it.'),
  ].join('\n\n');
}

function checkText({ state, subject, detail, fix }: Check, colours: Colours): string {
  const colour = { ok: colours.green, warning: colours.yellow, failed: colours.red, skipped: colours.dim }[state];
  const text = paragraph(`${subject}: ${detail}`, 5).replace(/^ {5}/, `${colour(SIGNS[state])} `);
  return fix === undefined ? text : `${text}\n${paragraph(fix, 5)}`;
}

function policyText({ policy, systemPolicies, uncovered }: Permissions): string {
  const length = JSON.stringify(policy).length;
  const most = RAM_LIMITS.policyCharacters;
  return [
    'This RAM policy grants what this app needs:',
    policyLines(policy),
    ...(length > most
      ? [paragraph(`It has ${length} characters, and RAM takes ${most}: make a policy of each half of its statements.`)]
      : []),
    ...(systemPolicies.length > 0
      ? [paragraph(`Buying and releasing instances also takes the system policy ${systemPolicies.join(', ')}.`)]
      : []),
    ...(uncovered.length > 0
      ? [paragraph(`What these take is not known here, so add it to the policy: ${uncovered.join(', ')}.`)]
      : []),
  ].join('\n');
}

/** JSON that can be copied, with as many actions in a line as there is room for. */
function policyLines({ Version, Statement }: RamPolicy): string {
  const statements = Statement.map(({ Action, ...rest }) => {
    const others = Object.entries(rest).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    const actions = paragraph(Action.map(action => JSON.stringify(action)).join(', '), 6);
    return `  {\n${[...others, `    "Action": [\n${actions}\n    ]`].join(',\n')}\n  }`;
  });
  return `{"Version": ${JSON.stringify(Version)}, "Statement": [\n${statements.join(',\n')}\n]}`;
}

/** The checks as data; see json-schema/doctor.json. */
export function doctorData(checks: readonly Check[], permissions: Permissions): unknown {
  return {
    command: 'doctor',
    healthy: checks.every(({ state }) => state !== 'failed'),
    checks: checks.map(({ subject, state, detail, fix, permission }) => ({
      subject,
      state,
      detail,
      fix: fix ?? null,
      permission: permission ?? null,
    })),
    ...permissions,
  };
}
