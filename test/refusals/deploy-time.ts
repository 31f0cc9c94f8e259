import * as ros from '@alicloud/ros-cdk-core';
import { PublicAccess, RegistryInstance } from '../../lib';
import { acme, instanceIn, stackIn } from '../support/registries';
import { LATE, namespace, primary, registry, Said, Subject, wrong } from './refusal';

const LIST = ros.Token.asList({ Ref: 'Some' });
const NUMBER = ros.Token.asNumber({ Ref: 'Some' });
const GRANTEE = 'but it is made by Grantee. Write Grantee.role("..."), Grantee.user("...") or Grantee.group("...").';
const DECIDES =
  'is decided at deploy time, but what is made, and whether it can work, is decided by it at synth. Write the value itself.';

const grantee = (what: string, given: unknown, shown = 'decided at deploy time'): Said => ({
  what,
  declare: app => acme(app).grantPull(wrong(given)),
  messages: [`[Acme] grantee is ${shown}, ${GRANTEE}`],
});

/** Refusals about values of another kind than they look. */
export const DEPLOY_TIME: Subject = {
  title: 'Values that are decided at deploy time, and others that are not what they look like',
  cases: [
    registry('a list', { replicas: wrong(LIST) }, `[Acme] replicas ${DECIDES}`),
    registry('an item that our classes make', { scanRules: [wrong(LATE)] }, `[Acme] scanRules[0] ${DECIDES}`),
    namespace(
      'true or false',
      { autoCreateRepositories: wrong(LATE) },
      `[Acme] namespaces[0].autoCreateRepositories ${DECIDES}`,
    ),
    primary('a member of an enum', { imageScanner: wrong(LATE) }, `[Acme] primary.imageScanner ${DECIDES}`),
    namespace('who may pull', { visibility: wrong(LATE) }, `[Acme] namespaces[0].visibility ${DECIDES}`),
    primary(
      'a number where a text belongs',
      { storageBucketName: wrong(NUMBER) },
      '[Acme] primary.storageBucketName is decided at deploy time, but what is decided then is a number, and this is a text. Write the value itself.',
    ),
    primary(
      'a text where a number belongs',
      { periodMonths: wrong(LATE) },
      '[Acme] primary.periodMonths is decided at deploy time, but what is decided then is a text, and this is a number. Write the value itself.',
    ),
    primary(
      'a text where true or false belongs',
      { vpcAccess: [{ vpcId: 'vpc-1', vswitchId: 'vsw-1', privateDns: wrong(LATE) }] },
      '[Acme] primary.vpcAccess[0].privateDns is decided at deploy time, but what is decided then is a text, and this is true or false. Write the value itself.',
    ),
    grantee('a text for a grantee', LATE),
    grantee('a list for a grantee', LIST),
    grantee('a number for a grantee', NUMBER),
    grantee('an object with a late name for a grantee', { name: LATE }, '{"name":"(decided at deploy time)"}'),
    {
      what: 'a list for a tag',
      declare: app => instanceIn(app, 'cn-hangzhou').imageUri('prod', 'api', wrong(LIST)),
      messages: [
        '[stack-cn-hangzhou/Registry] tag is decided at deploy time, but a tag has 1 to 128 letters, digits, dots, hyphens and underscores, and a digest is "sha256:" and 64 digits and letters a to f. Write it like "1.4.2", or leave it out.',
      ],
    },
    registry(
      'the fields of an object that our classes make',
      { publicAccess: wrong({ ...PublicAccess.anywhere() }) },
      '[Acme] publicAccess is {"cidrs":["0.0.0.0/0"],"enabled":true,"timesClosed":0}, but it is made by PublicAccess. Write PublicAccess.none(), PublicAccess.fromCidrs("203.0.113.0/24") or PublicAccess.anywhere().',
    ),
    registry(
      'a number of any length for a rule',
      { scanRules: [wrong(10n)] },
      '[Acme] scanRules[0] is 10n, but it is made by ScanRule. Write ScanRule.instance(), .namespace(...) or .repository(...).',
    ),
    registry(
      'an object that holds itself for a rule',
      { scanRules: [wrong(holdsItself())] },
      '[Acme] scanRules[0] is an object, but it is made by ScanRule. Write ScanRule.instance(), .namespace(...) or .repository(...).',
    ),
    {
      what: 'a stack for a rule',
      declare: app => acme(app, { scanRules: [wrong(stackIn(app, 'cn-hangzhou'))] }),
      messages: [
        '[Acme] scanRules[0] is a Stack, but it is made by ScanRule. Write ScanRule.instance(), .namespace(...) or .repository(...).',
      ],
    },
    {
      what: 'null for the region of an instance that exists',
      declare: app =>
        RegistryInstance.fromInstanceAttributes(stackIn(app, 'cn-hangzhou'), 'Old', {
          instanceId: 'cri-1',
          instanceName: 'acme',
          region: wrong(null),
        }),
      messages: [
        '[stack-cn-hangzhou/Old] region is missing, but a region is written as its id, such as "cn-hangzhou" or "eu-central-1". Give the id of the region.',
      ],
    },
  ],
};

function holdsItself(): object {
  const itself: Record<string, unknown> = {};
  itself.itself = itself;
  return itself;
}
