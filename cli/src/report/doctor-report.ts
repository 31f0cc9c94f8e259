import type { Check } from '../doctor/model';
import { BUYING, POLICY } from '../domain/permissions';
import type { Colours } from '../session/output';
import { count, paragraph } from './text';

const SIGNS = { ok: 'ok  ', warning: 'warn', failed: 'FAIL', skipped: '-   ' } as const;

/** One line for each check, with the fix below it where there is one. */
export function doctorText(checks: readonly Check[], colours: Colours): string {
  const lines = checks.map(check => {
    const colour = { ok: colours.green, warning: colours.yellow, failed: colours.red, skipped: colours.dim }[
      check.state
    ];
    const text = paragraph(`${SIGNS[check.state]} ${check.subject}: ${check.detail}`).replace(/^\S+/, colour);
    return check.fix === undefined ? text : `${text}\n${paragraph(check.fix, 5)}`;
  });
  const failed = checks.filter(({ state }) => state === 'failed').length;
  const parts = [lines.join('\n')];
  if (checks.some(({ permission }) => permission !== undefined)) {
    parts.push(
      `This RAM policy grants what a deployment needs:\n${JSON.stringify(POLICY, undefined, 2)}\n${paragraph(BUYING)}`,
    );
  }
  parts.push(failed === 0 ? 'Nothing stands in the way.' : `${count(failed, 'check')} failed.`);
  parts.push(paragraph('Permissions to create and change are not tried: there is no way to without doing it.'));
  return parts.join('\n\n');
}

/** The checks as data; see json-schema/doctor.json. */
export function doctorData(checks: readonly Check[]): unknown {
  const refused = checks.some(({ permission }) => permission !== undefined);
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
    policy: refused ? POLICY : null,
  };
}
