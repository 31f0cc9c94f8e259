import type { GlobalRegistryProps, PrimaryOptions, ReplicaOptions } from '../global-registry';
import type { InstanceSettings } from '../instance-settings';
import { ScanRegions } from '../scan-rule';
import type { Settings } from './instance-settings';

/** What a rule is about. */
interface About {
  readonly namespaceName?: string;
}

/** The settings of one region: its own, and what is left out as for the whole registry, unless the instance exists already. */
export function settingsOf(
  registry: GlobalRegistryProps,
  options: PrimaryOptions | ReplicaOptions,
  tier: 'primary' | 'replica',
): Settings {
  const common: InstanceSettings = options.existingInstanceId === undefined ? registry : {};
  const elsewhere = tier === 'primary' ? ScanRegions.REPLICAS : ScanRegions.PRIMARY;
  return {
    publicAccess: options.publicAccess ?? common.publicAccess,
    vpcAccess: options.vpcAccess,
    scanRules: (options.scanRules ?? common.scanRules)?.filter(rule => rule.regions !== elsewhere),
    retentionRules: options.retentionRules ?? common.retentionRules,
    loginPassword: options.loginPassword ?? common.loginPassword,
  };
}

/** The scan and retention rules that are about what the caller wants. */
export function rulesFor(
  { scanRules, retentionRules }: InstanceSettings,
  wanted: (about: About) => boolean,
): InstanceSettings {
  return { scanRules: scanRules?.filter(wanted), retentionRules: retentionRules?.filter(wanted) };
}
