import type { Door } from '../deployment/doors';
import { type RegistryAccess, isOnInternet, isOpen, isReachable, openBlocks } from '../domain/access';
import type { Colours } from '../session/output';
import { WIDTH, paragraph } from './text';

/** A registry that is there after a deployment. */
export interface DeployedRegistry {
  readonly region: string;
  readonly tier: string | null;
  readonly instanceName: string | null;
  readonly instanceId: string;
  readonly host: string | null;
  readonly vpcHost: string | null;
  /** Who can reach it; a text says why that is not known. */
  readonly door?: Door | string;
}

/** A registry with the logins that can work, and no others. */
export function registryText(registry: DeployedRegistry, colours: Colours): string {
  const { region, tier, instanceId, door } = registry;
  return [`${colours.bold(region)}  ${tier ?? 'registry'}  ${instanceId}`, ...doorLines(registry, door, colours)].join(
    '\n',
  );
}

function doorLines({ host, vpcHost }: DeployedRegistry, door: DeployedRegistry['door'], colours: Colours): string[] {
  if (door === undefined) {
    return [];
  }
  if (typeof door === 'string') {
    return [paragraph(`Who can get in is not known: ${door}`, 2)];
  }
  const { access } = door;
  if (!isReachable(access)) {
    return [paragraph(`Nobody can get in yet: ${closedBecause(door)}, and no VPC is linked.`, 2)];
  }
  const user = door.login?.user ?? 'YOUR_USER_NAME';
  const from = isOpen(access.internet)
    ? colours.red('from everywhere: its list is empty')
    : `from ${openBlocks(access.internet).join(', ')}`;
  return [
    ...(isOnInternet(access) ? [...login(user, host), paragraph(from, 4)] : []),
    ...(access.vpcs.length > 0 ? [...login(user, vpcHost), paragraph(`inside ${access.vpcs.join(', ')}`, 4)] : []),
    ...(door.unnamed === undefined ? [] : [paragraph(`Who would log in is not known: ${door.unnamed}`, 2)]),
  ];
}

const closedBecause = ({ access }: Door): string =>
  access.internet.isOn ? 'its list lets in nobody from the Internet' : 'its Internet access is off';

/** To be copied: where the line is too long, the host stands behind a backslash. */
function login(user: string, host: string | null): string[] {
  if (host === null) {
    return [];
  }
  const command = `  docker login --username=${user}`;
  return command.length + host.length < WIDTH ? [`${command} ${host}`] : [`${command} \\`, `      ${host}`];
}

const OPEN =
  "To let somebody in, give that region publicAccess: PublicAccess.fromCidrs('203.0.113.0/24'), with the addresses of your clients, " +
  "or vpcAccess: [{ vpcId: 'vpc-...', vswitchId: 'vsw-...' }]; then deploy again.";

/** What is the same for all registries: how a closed one is opened, and what the password is. */
export function howToEnter(registries: readonly DeployedRegistry[]): string[] {
  const doors = registries.flatMap(({ door }) => (typeof door === 'object' ? [door] : []));
  const byToken = registries.find(({ door }) => typeof door === 'object' && door.login?.password === 'token');
  return [
    ...(doors.some(({ access }) => !isReachable(access)) ? [paragraph(OPEN)] : []),
    ...(doors.some(door => door.login?.password === 'app') ? ['The password is the loginPassword of the app.'] : []),
    ...(byToken === undefined ? [] : [tokenText(byToken)]),
  ];
}

const tokenText = ({ region, instanceId }: DeployedRegistry): string =>
  [
    paragraph(
      'The password is the AuthorizationToken in the answer of this command, good for an hour; for another registry, put in its region and id:',
    ),
    `  aliyun cr GetAuthorizationToken --region ${region} \\`,
    `    --InstanceId ${instanceId}`,
  ].join('\n');

/** The same as data; see json-schema/deploy.json. */
export function registryData({ door, ...registry }: DeployedRegistry): object {
  const known = typeof door === 'object' ? door : undefined;
  return {
    ...registry,
    access: known === undefined ? null : accessData(known.access),
    login: known?.login ?? null,
  };
}

const accessData = (access: RegistryAccess): object => ({
  internet: access.internet.isOn,
  entries: access.internet.entries,
  vpcs: access.vpcs,
  reachable: isReachable(access),
});
