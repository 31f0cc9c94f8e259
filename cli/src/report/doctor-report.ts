import type { Check } from '../doctor/model';
import type { Permissions } from '../domain/permissions';
import type { Colours } from '../session/output';
import { count, paragraph } from './text';

const SIGNS = { ok: 'ok  ', warning: 'warn', failed: 'FAIL', skipped: '-   ' } as const;

/** One line for each check, with the fix below it where there is one; then the policy, where a permission is missing. */
export function doctorText(checks: readonly Check[], permissions: Permissions, colours: Colours): string {
  const failed = checks.filter(({ state }) => state === 'failed').length;
  const refused = checks.some(({ permission }) => permission !== undefined);
  return [
    checks.map(check => checkText(check, colours)).join('\n'),
    ...(refused ? [policyText(permissions)] : []),
    failed === 0 ? 'Nothing stands in the way.' : `${count(failed, 'check')} failed.`,
    paragraph('Permissions to create and change are not tried: there is no way to without doing it.'),
    ...(refused ? [] : [paragraph('The RAM policy that this app needs: global-registry doctor --json | jq .policy')]),
  ].join('\n\n');
}

function checkText({ state, subject, detail, fix }: Check, colours: Colours): string {
  const colour = { ok: colours.green, warning: colours.yellow, failed: colours.red, skipped: colours.dim }[state];
  const text = paragraph(`${SIGNS[state]} ${subject}: ${detail}`).replace(/^\S+/, colour);
  return fix === undefined ? text : `${text}\n${paragraph(fix, 5)}`;
}

function policyText({ policy, systemPolicies, uncovered }: Permissions): string {
  const parts = ['This RAM policy grants what this app needs:', JSON.stringify(policy, undefined, 2)];
  if (systemPolicies.length > 0) {
    parts.push(paragraph(`Buying and releasing instances also takes the system policy ${systemPolicies.join(', ')}.`));
  }
  if (uncovered.length > 0) {
    parts.push(paragraph(`What these take is not known here, so add it to the policy: ${uncovered.join(', ')}.`));
  }
  return parts.join('\n');
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
