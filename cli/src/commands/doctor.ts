import { Command } from 'commander';
import { examine } from '../doctor/checks';
import type { Check } from '../doctor/model';
import type { Unmet } from '../domain/existing';
import { permissionsFor } from '../domain/permissions';
import { doctorData, doctorText } from '../report/doctor-report';
import { type Flags, withCloudOptions } from '../session/flags';
import type { Session } from '../session/session';
import { unmetOf } from './unmet';
import { EXIT, runs, tellResult } from './run';

async function doctor(session: Session): Promise<number> {
  const examined = await examine(session.stacks, await session.cloud());
  const { told } = examined;
  const knowsNobody = examined.checks[0].state === 'failed';
  const unmet = knowsNobody ? [] : await unmetOf(session);
  const checks = [...examined.checks, ...unmet.map(unmetCheck)];
  const permissions = permissionsFor(session.stacks, told);
  tellResult(session, doctorText(checks, permissions, session.output.colours), doctorData(checks, permissions));
  return checks.some(({ state }) => state === 'failed') ? EXIT.failed : EXIT.ok;
}

const unmetCheck = ({ subject, what, todo }: Unmet): Check => ({
  subject,
  state: 'failed',
  detail: `${what}, though the app takes it as it is`,
  fix: todo.replace(/^./, first => first.toUpperCase()),
});

export function doctorCommand(): Command {
  return withCloudOptions(new Command('doctor'))
    .description('check credentials, clock, regions, permissions, roles and quotas; print the policy of the app')
    .addHelpText('after', HELP)
    .action(runs<Flags>(doctor));
}

const HELP = `
Exit code: 0 nothing stands in the way, 1 a check failed.

Examples:
  $ global-registry doctor
  $ global-registry doctor --profile production
  $ global-registry doctor --json | jq .policy
  $ global-registry doctor --json | jq '.checks[] | select(.state != "ok")'`;
