import { LATE, Problem } from '../private/problem';
import { cidrProblems } from './cidr';
import { nameProblems, NAMESPACE_NAME, REPOSITORY_NAME } from './names';
import { listProblems } from './shape';
import { filterProblems } from './sync-filter';

/** Settings of an instance as plain data. */
export interface Settings {
  readonly publicAccess?: {
    readonly enabled: boolean;
    readonly cidrs: readonly string[];
    readonly timesClosed: number;
  };
  readonly vpcAccess?: readonly { readonly vpcId: unknown; readonly vswitchId: unknown }[];
  readonly scanRules?: readonly Scope[];
  readonly retentionRules?: readonly (Scope & { readonly keepTags?: string; readonly keepLast?: number })[];
  readonly loginPassword?: unknown;
}

/** What a rule covers. */
interface Scope {
  readonly namespaceName?: string;
  readonly repositoryName?: string;
  readonly tagsMatching?: string;
}

/** What is wrong with the settings of an instance; `prefix` comes before each prop. */
export function settingsProblems(prefix: string, settings: Settings): Problem[] {
  const malformed = formProblems(prefix, settings);
  if (malformed.length > 0) {
    return malformed;
  }
  const { publicAccess, vpcAccess = [], scanRules = [], retentionRules = [], loginPassword } = settings;
  return [
    ...(publicAccess?.enabled ? publicAccessProblems(`${prefix}publicAccess`, publicAccess) : []),
    ...vpcAccess.flatMap((link, i) => vpcProblems(`${prefix}vpcAccess[${i}]`, link, vpcAccess.slice(0, i))),
    ...scanRules.flatMap((rule, i) => scanProblems(`${prefix}scanRules[${i}]`, rule, scanRules.slice(0, i))),
    ...retentionRules.flatMap((rule, i) =>
      retentionProblems(`${prefix}retentionRules[${i}]`, rule, retentionRules.slice(0, i)),
    ),
    ...passwordProblems(`${prefix}loginPassword`, loginPassword),
  ];
}

/** Settings that are no lists, and access that was not made by its maker. */
function formProblems(prefix: string, { publicAccess, vpcAccess, scanRules, retentionRules }: Settings): Problem[] {
  const access = publicAccess as unknown;
  const made =
    access === undefined ||
    (typeof access === 'object' && access !== null && Array.isArray((access as { cidrs?: unknown }).cidrs));
  return [
    ...(made
      ? []
      : [
          {
            subject: `${prefix}publicAccess`,
            got: access,
            rule: 'it is made by PublicAccess',
            fix: 'Write PublicAccess.none(), PublicAccess.from("203.0.113.0/24") or PublicAccess.anywhere()',
          },
        ]),
    ...Object.entries({ vpcAccess, scanRules, retentionRules }).flatMap(([name, list]) =>
      listProblems(`${prefix}${name}`, list),
    ),
  ];
}

function scanProblems(subject: string, rule: Scope, earlier: readonly Scope[]): Problem[] {
  const said = JSON.stringify(rule);
  const repeated = earlier.some(other => JSON.stringify(other) === said);
  return [
    ...scopeProblems(subject, rule),
    ...(repeated
      ? [{ subject, got: scopeName(rule), rule: 'each scan rule is given once', fix: 'Remove the repeated one' }]
      : []),
  ];
}

/** What a rule covers, in a few words. */
export function scopeName({ namespaceName, repositoryName }: Scope): string {
  return [namespaceName, repositoryName].filter(name => name !== undefined).join('/') || 'the instance';
}

function publicAccessProblems(
  subject: string,
  { cidrs, timesClosed }: NonNullable<Settings['publicAccess']>,
): Problem[] {
  const everybody = cidrs.length === 1 && cidrs[0] === '0.0.0.0/0';
  const count = Number.isInteger(timesClosed) && timesClosed >= 0 && timesClosed <= 200;
  return [
    ...(everybody ? [] : cidrProblems(subject, cidrs)),
    ...(count
      ? []
      : [
          {
            subject: `${subject}.reopened`,
            got: timesClosed,
            rule: 'it counts from 1 to 200',
            fix: 'Say how many times access was closed',
          },
        ]),
  ];
}

function vpcProblems(
  subject: string,
  link: Record<string, unknown>,
  earlier: readonly Record<string, unknown>[],
): Problem[] {
  const id = (prop: string, start: string): Problem[] => {
    const got = link[prop];
    return got === LATE || (typeof got === 'string' && got.startsWith(start))
      ? []
      : [
          {
            subject: `${subject}.${prop}`,
            got: got ?? undefined,
            rule: `such an id begins with "${start}"`,
            fix: 'Copy it from the VPC console',
          },
        ];
  };
  const repeated = earlier.some(
    other => other.vpcId === link.vpcId && other.vswitchId === link.vswitchId && link.vpcId !== LATE,
  );
  return [
    ...id('vpcId', 'vpc-'),
    ...id('vswitchId', 'vsw-'),
    ...(repeated
      ? [
          {
            subject,
            got: link.vpcId,
            rule: 'each VPC is linked once through a vSwitch',
            fix: 'Remove the repeated link',
          },
        ]
      : []),
  ];
}

function scopeProblems(subject: string, { namespaceName, repositoryName, tagsMatching }: Scope): Problem[] {
  return [
    ...(namespaceName === undefined ? [] : nameProblems(NAMESPACE_NAME, `${subject}.namespaceName`, namespaceName)),
    ...(repositoryName === undefined ? [] : nameProblems(REPOSITORY_NAME, `${subject}.repositoryName`, repositoryName)),
    ...(tagsMatching === undefined ? [] : filterProblems(`${subject}.tagsMatching`, tagsMatching)),
  ];
}

function retentionProblems(
  subject: string,
  rule: NonNullable<Settings['retentionRules']>[number],
  earlier: readonly Scope[],
): Problem[] {
  const { keepTags, keepLast } = rule;
  const problems = scopeProblems(subject, rule);
  if (keepTags === undefined && keepLast === undefined) {
    const fix = 'Set keepLast, keepTags or both';
    problems.push({
      subject: `${subject}.keepLast`,
      rule: 'a clean-up that keeps nothing would remove every image',
      fix,
    });
  }
  if (keepLast !== undefined && !(Number.isInteger(keepLast) && keepLast >= 1)) {
    problems.push({
      subject: `${subject}.keepLast`,
      got: keepLast,
      rule: 'it is a whole number of images',
      fix: 'Choose 1 or more',
    });
  }
  if (keepTags !== undefined) {
    problems.push(...filterProblems(`${subject}.keepTags`, keepTags));
  }
  if (earlier.some(other => scopeName(other) === scopeName(rule))) {
    problems.push({ subject, got: scopeName(rule), rule: 'each scope has one rule', fix: 'Put both into one rule' });
  }
  return problems;
}

/** Source: https://www.alibabacloud.com/help/ros/developer-reference/aliyun-cr-userinfo; a password in a template is no secret. */
function passwordProblems(subject: string, password: unknown): Problem[] {
  return password === undefined || password === LATE || (typeof password === 'string' && SECRET.test(password))
    ? []
    : [
        {
          subject,
          got: 'in plain text',
          rule: 'a template and its history can be read by many',
          fix: 'Use a reference to a secret, "{{resolve:kms-secret:NAME}}", or a parameter of the same stack with noEcho',
        },
      ];
}

const SECRET = /^\{\{resolve:kms-secret:[^{}\s]+\}\}$/;
