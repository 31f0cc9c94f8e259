import type { FoundInternet, FoundRegistry, FoundRetentionRule, FoundScanRule } from '../domain/found';
import { NAMESPACE_NAME, accepts } from '../pulling/names.generated';
import { all, plain, some } from './words';

/** What ROS cannot say of an instance, or would make a second time; each as a sentence. */
export function notesOn(registry: FoundRegistry): string[] {
  const { labels, vpcs, scanRules, retentionRules, unread } = registry;
  const strange = registry.namespaces
    .filter(({ name }) => !accepts(NAMESPACE_NAME, name))
    .map(({ name }) => plain(name));
  const keys = Object.keys(labels).sort().map(plain);
  return [
    ...internetNotes(registry.internet),
    ...(vpcs.length > 0
      ? [`Reached from ${all(vpcs.map(vpcText))}. vpcAccess would link ${vpcs.length > 1 ? 'them' : 'it'} again.`]
      : []),
    ...scanRules.map(
      rule => `Scan rule ${plain(rule.name)} (${rule.id}): ${scanText(rule)}. scanRules would make a second one.`,
    ),
    ...retentionRules.map(
      rule => `Retention rule ${rule.id}: ${retentionText(rule)}. retentionRules would make a second one.`,
    ),
    ...(keys.length > 0 ? [`Tags on the instance, which ROS cannot set: ${all(keys)}.`] : []),
    ...(strange.length > 0 ? [`Namespaces whose names ROS does not take: ${some(strange)}.`] : []),
    ...unread.map(reason => `Not told by the service: ${plain(reason)}`),
  ];
}

/** The service adds an entry of its own when the endpoint is switched on; it lets nobody in. */
const OWN_ENTRY = /^127\./;

function internetNotes({ enabled, entries }: FoundInternet): string[] {
  if (!enabled) {
    return [];
  }
  if (entries.length === 0) {
    return [
      'DANGER: Internet access is on and its list is empty, which lets everybody in. Add an entry in the console.',
    ];
  }
  const admitted = entries
    .filter(({ cidr }) => !OWN_ENTRY.test(cidr))
    .map(({ cidr, comment }) => `${plain(cidr)}${comment === '' ? '' : ` (${plain(comment)})`}`);
  const who = admitted.length > 0 ? `lets in ${some(admitted)}` : 'lets nobody in';
  return [`Internet access is on and ${who}. publicAccess would add its entries beside these.`];
}

const vpcText = ({ vpcId, vswitchId }: { vpcId: string; vswitchId: string }): string =>
  `${vpcId}${vswitchId === '' ? '' : ` by ${vswitchId}`}`;

function scanText({ scope, type, trigger, tagFilter, namespaces, repositories }: FoundScanRule): string {
  const what = [...namespaces, ...repositories].map(plain);
  const where = what.length > 0 ? all(what) : 'the whole instance';
  return `${scope}, ${where}; ${type}, ${trigger}, tags matching ${plain(tagFilter)}`;
}

function retentionText(rule: FoundRetentionRule): string {
  const about = [rule.namespace, rule.repository]
    .filter(part => part !== '')
    .map(plain)
    .join('/');
  const others = Object.entries(rule.others).map(([name, value]) => `${name} ${value}`);
  return [
    about === '' ? 'the whole instance' : about,
    rule.automatic ? `by itself${rule.schedule === '' ? '' : `, ${plain(rule.schedule)}`}` : 'by hand',
    ...(rule.keepLast > 0 ? [`keeps the last ${rule.keepLast}`] : []),
    ...(rule.keepTags === '' ? [] : [`keeps tags matching ${plain(rule.keepTags)}`]),
    ...others,
  ].join('; ');
}
