import { cidrProblems } from './cidr';
import { VALUES } from './facts.generated';
import { Scope, scopeName } from './image-rules';
import { isMade } from './makers';
import { identityOf } from './origins';
import { DeployTime, Problem, Words } from './problem';
import { flag, isPlainObject, listOf, madeBy, object, ObjectRule, PropRule, text, wholeNumber } from './prop-rules';

const idOf = (value: 'vpcId' | 'vswitchId'): PropRule => {
  const { begins } = VALUES[value];
  return {
    check: text(
      new RegExp(`^${begins}[A-Za-z0-9]+$`),
      `such an id is "${begins}" followed by letters and digits`,
      'Copy it from the VPC console',
    ),
    required: true,
    atDeploy: 'text',
    value,
  };
};

/** A link to a VPC. */
export const VPC_ACCESS = {
  vpcId: idOf('vpcId'),
  vswitchId: idOf('vswitchId'),
  privateDns: { check: flag, atDeploy: 'flag' },
} satisfies Record<string, PropRule>;

/** The same, with the words for messages. */
export const VPC_LINK: ObjectRule = {
  what: 'access from a VPC',
  example: "{ vpcId: 'vpc-...', vswitchId: 'vsw-...' }",
  props: VPC_ACCESS,
};

/** What can be said once for every region. */
export const SETTINGS = {
  publicAccess: {
    check: madeBy('PublicAccess'),
    setting: true,
  },
  scanRules: {
    check: listOf({ check: madeBy('ScanRule') }),
    setting: true,
  },
  retentionRules: {
    check: listOf({ check: madeBy('RetentionRule') }),
    setting: true,
  },
  loginPassword: { check: passwordProblems, setting: true, atDeploy: 'text' },
} satisfies Record<string, PropRule>;

/** What can be said of one region alone. */
export const REGION_SETTINGS = {
  ...SETTINGS,
  vpcAccess: { check: listOf({ check: object(VPC_LINK) }), setting: true },
} satisfies Record<string, PropRule>;

/** What is wrong with address blocks that are let in. */
export function publicCidrProblems(cidrs: readonly unknown[]): Problem[] {
  return cidrProblems('cidrs', cidrs);
}

/** How many times access was closed; there are as many addresses that let nobody in. */
export function timesClosedProblems(got: unknown): Problem[] {
  return wholeNumber('it counts from 1 to 200', 'Say how many times access was closed', 200)('timesClosed', got);
}

/** What is wrong among the settings of one instance; what is no list has been said elsewhere; `prefix` comes before each prop. */
export function settingsProblems(prefix: string, settings: Readonly<Record<string, unknown>>): Problem[] {
  const list = (name: string) => (Array.isArray(settings[name]) ? (settings[name] as unknown[]) : []);
  const vpcAccess = list('vpcAccess').map(link => (isPlainObject(link) ? link : {}));
  const scanRules = list('scanRules').map(rule => (isMade(rule, 'ScanRule') ? (rule as Scope) : undefined));
  const retentionRules = list('retentionRules').map(rule =>
    isMade(rule, 'RetentionRule') ? (rule as Scope) : undefined,
  );
  return [
    ...repeats(vpcAccess, link => identityOf(link.vpcId, 'vpcId') ?? keyOf(link.vpcId)).map(i => ({
      subject: `${prefix}vpcAccess[${i}]`,
      got: vpcAccess[i].vpcId,
      rule: ONE_LINK,
      fix: 'Remove the repeated link',
    })),
    ...vpcAccess.flatMap((link, i) => switchProblems(`${prefix}vpcAccess[${i}]`, link, vpcAccess.slice(0, i))),
    ...repeats(scanRules, rule => JSON.stringify(rule)).map(i => ({
      subject: `${prefix}scanRules[${i}]`,
      got: scopeName(scanRules[i]!),
      rule: 'each scan rule is given once',
      fix: 'Remove the repeated one',
    })),
    ...repeats(retentionRules, rule => rule && scopeName(rule)).map(i => ({
      subject: `${prefix}retentionRules[${i}]`,
      got: scopeName(retentionRules[i]!),
      rule: 'each scope has one rule',
      fix: 'Put both into one rule',
    })),
  ];
}

/** An instance takes one link to a VPC. */
export const ONE_LINK = 'each VPC is linked once, through one vSwitch';

/** A vSwitch belongs to one VPC: that of its link, and of no other. */
export function switchProblems(subject: string, link: object, before: readonly object[]): Problem[] {
  const [vpc, vswitch] = idsOf(link);
  const { vswitchId: got } = link as { readonly vswitchId?: unknown };
  const home = got instanceof DeployTime ? identityOf(got.origin?.property('VpcId'), 'vpcId') : undefined;
  const rule =
    vpc !== undefined && home !== undefined && vpc !== home
      ? 'it is made in another VPC than that of vpcId'
      : vswitch !== undefined && before.some(other => idsOf(other)[1] === vswitch && idsOf(other)[0] !== vpc)
        ? 'another link goes through it to another VPC, and a vSwitch is in one'
        : undefined;
  const named = got instanceof DeployTime ? new Words(`that of ${got.origin?.path}`) : got;
  return rule === undefined
    ? []
    : [{ subject: `${subject}.vswitchId`, got: named, rule, fix: 'Give a vSwitch of that VPC' }];
}

function idsOf(link: object): [vpc?: string, vswitch?: string] {
  const { vpcId, vswitchId } = link as { readonly vpcId?: unknown; readonly vswitchId?: unknown };
  return [identityOf(vpcId, 'vpcId'), identityOf(vswitchId, 'vswitchId')];
}

/** Source: https://www.alibabacloud.com/help/ros/developer-reference/aliyun-cr-userinfo; a password in a template is no secret. */
function passwordProblems(subject: string, got: unknown): Problem[] {
  const rule = 'a template and its history can be read by many';
  if (got === PASSWORD_WITH_DEFAULT) {
    const fix = 'Leave the default out, so that it is asked for when the stack is deployed';
    return [{ subject, got: new Words('a parameter with a default'), rule, fix }];
  }
  const fix =
    'Use a reference to a secret, "{{resolve:kms-secret:NAME}}", or a parameter of the same stack with noEcho';
  return isSecret(got) ? [] : [{ subject, got: new Words('not a reference to a secret'), rule, fix }];
}

/** Stands for a password that is the value of a parameter whose default is a password in plain text, or none. */
export const PASSWORD_WITH_DEFAULT = 'a parameter with a default';

/** Whether a value is a reference to a secret. */
export function isSecret(got: unknown): boolean {
  return typeof got === 'string' && SECRET.test(got);
}

const SECRET = /^\{\{resolve:kms-secret:[^{}\s]+\}\}$/;

/** The positions of items that say what an earlier one says; an item without a key says nothing. */
function repeats<T>(items: readonly T[], key: (item: T) => unknown): number[] {
  const keys = items.map(key);
  return keys.flatMap((one, i) => (one !== undefined && keys.indexOf(one) < i ? [i] : []));
}

function keyOf(value: unknown): unknown {
  return value instanceof DeployTime ? value.value : value;
}
