import { prefixOf } from './destruction';
import { type DeclaredStack, type LiveStack, title } from './model';
import { literalIn } from './purchases';
import { baseOf } from './resource-types';

/** A failure of one resource, as far as ROS tells it. */
export interface Failure {
  readonly stack: DeclaredStack;
  /** What ROS says, whole. */
  readonly reason: string;
  /** The resource that failed. */
  readonly logicalId?: string;
  /** The stack as ROS has it now. */
  readonly live?: Pick<LiveStack, 'status' | 'template'>;
}

interface Subject {
  readonly region: string;
  readonly title: string;
  /** A property of the resource that failed, where it is known beforehand. */
  value(property: string): string | undefined;
  /** `namespace prod`, or `namespace of that name` where it is not known. */
  called(noun: string, property: string): string;
  /** How what holds images is kept after all. */
  readonly keep: string;
}

type Remedy = (subject: Subject) => string;

/** What to change after an error of Container Registry, by its code; that of an entry which lets nobody in depends on the entry. */
const REMEDIES: Readonly<Record<string, Remedy>> = {
  NAMESPACE_EXIST: ({ region, called }) =>
    `The ${called('namespace', 'Namespace')} is in ${region} already. Say so in the app: existingIn: ['${region}'] on that namespace.`,
  REPO_EXIST: ({ region, called }) =>
    `The ${called('repository', 'RepoName')} is in ${region} already. Say so in the app: existingIn: ['${region}'] on that repository.`,
  ACL_ENTRY_EXIST: subject => entryRemedy(subject),
  LINKED_VPC_EXIST: ({ region, value }) =>
    `The VPC ${value('VpcId') ?? 'that it names'} was linked to the registry in ${region} by somebody else. ` +
    'Remove that link in the console of Container Registry (Access Control > VPC), or leave the VPC out of vpcAccess.',
  SYNC_RULE_NAME_EXIST: ({ region, called }) =>
    `The ${called('sync rule', 'SyncRuleName')} is in ${region} already. If a stack of yours has it, give this one another ruleName; ` +
    'if it was made by hand, delete it in the console of Container Registry (Distribution > Instance Replication).',
  INSTANCE_NAME_EXIST: ({ region, called }) =>
    `The ${called('registry', 'InstanceName')} is in ${region} already. Choose another instanceName, or take that registry by its id, which stands in the console of Container Registry.`,
  NAMESPACE_NOT_EXIST: ({ title: stack }) =>
    `A namespace that ${stack} relies on is not there. Take its region out of existingIn, so that it is made, or make it in the console.`,
  REPO_NOT_EXIST: ({ title: stack }) =>
    `A repository that ${stack} relies on is not there. Take its region out of existingIn, so that it is made, or push to it first.`,
  INSTANCE_NOT_EXIST: ({ region }) =>
    `No such registry is in ${region}. Correct existingInstanceId, or leave it out to buy one.`,
  NAMESPACE_QUOTA_EXCEEDED: ({ region }) =>
    `The registry in ${region} has as many namespaces as its edition takes. Delete some, or upgrade it in the console.`,
  REPO_QUOTA_EXCEEDED: ({ region }) =>
    `The registry in ${region} has as many repositories as its edition takes. Delete some, or upgrade it in the console.`,
  NAMESPACE_NOT_EMPTY: ({ region, called, keep }) =>
    `The ${called('namespace', 'Namespace')} in ${region} still has repositories, which hold images. To lose them, delete the repositories of that ` +
    `namespace in the console of Container Registry (Repositories). ${keep}`,
  INSTANCE_IN_USE: ({ region, called, keep }) =>
    `The ${called('registry', 'InstanceName')} in ${region} still has repositories, or a sync rule begins or ends at it. To lose it, delete these in the ` +
    `console of Container Registry (Repositories; Distribution > Instance Replication). ${keep}`,
  INSTANCE_STATUS_NOT_SUPPORT: ({ region }) =>
    `The registry in ${region} is not RUNNING. Wait until the console of Container Registry says so.`,
};

/** The entry of the library that lets nobody in: another one each time that access was closed. */
const NOBODY = /^127\.0\.0\.(\d+)\/32$/;

function entryRemedy({ region, value }: Subject): string {
  const entry = value('Entry') ?? 'An address block';
  const [, last] = NOBODY.exec(entry) ?? [];
  return last === undefined
    ? `${entry} was let in to the registry in ${region} by somebody else. Remove that entry in the console of Container Registry, but none of 127.0.0.0/8; ` +
        'or leave it out of publicAccess.'
    : `Access to the registry in ${region} was closed before, and its entry ${entry} is still there. ` +
        `Say so in the app, for that region, behind what its publicAccess is: .reopened(${Number(last) - 1}), such as PublicAccess.fromCidrs(...).reopened(${Number(last) - 1}).`;
}

/** What to change before going on; nothing where the error says it, or nobody knows. */
export function remedyOf(failure: Failure): string | undefined {
  const [, parameter] = /The value of the parameter (\w+) is not valid/.exec(failure.reason) ?? [];
  if (parameter !== undefined) {
    return `Correct the value of the parameter ${parameter} of ${title(failure.stack)}.`;
  }
  const code = Object.keys(REMEDIES).find(known => new RegExp(`\\b${known}S?\\b`).test(failure.reason));
  return code === undefined ? undefined : REMEDIES[code](subjectOf(failure));
}

/** What leaves the app stands only in the stack as it is. */
function subjectOf({ stack, logicalId: told = '', live }: Failure): Subject {
  const logicalId = baseOf(told);
  const resource = stack.template.Resources?.[logicalId] ?? live?.template?.Resources?.[logicalId];
  const value = (property: string) => literalIn(stack, resource?.Properties?.[property]);
  return {
    region: stack.region,
    title: title(stack),
    value,
    called: (noun, property) => `${noun} ${value(property) ?? 'of that name'}`,
    keep: live?.status.startsWith('DELETE_') ? keptByDeletion(stack) : keptByUpdate(stack),
  };
}

const keptByDeletion = (stack: DeclaredStack): string =>
  `To keep them with all images: global-registry destroy --retain --only ${stack.name} --confirm ${prefixOf(stack)}`;

const keptByUpdate = ({ region }: DeclaredStack): string =>
  `To keep it with all images, put it back into the app, leave removalPolicy out in ${region} and deploy; then take it out again.`;
