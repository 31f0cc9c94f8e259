import type { InstanceSettings, VpcAccess } from '../instance-settings';
import type { IRegistryInstance } from '../registry-instance';
import { addRetentionRule, addScanRule, setLoginPassword } from './instance-rules';
import { linkVpc, openPublicAccess } from './network-access';
import { withoutTraces } from './traces';

/** Settings of one instance. */
export interface Settings extends InstanceSettings {
  readonly vpcAccess?: VpcAccess[];
}

/** Makes the resources around an instance: who reaches it, what is scanned, what is kept, how to log in. */
export function applySettings(instance: IRegistryInstance, settings: Settings): void {
  const { publicAccess, vpcAccess = [], loginPassword } = settings;
  withoutTraces(() => {
    if (publicAccess !== undefined) {
      openPublicAccess(instance, publicAccess);
    }
    vpcAccess.forEach(link => linkVpc(instance, link));
    if (loginPassword !== undefined) {
      setLoginPassword(instance, loginPassword);
    }
    applyRules(instance, settings);
  });
}

/** Makes the scan and retention rules of an instance. */
export function applyRules(
  instance: IRegistryInstance,
  { scanRules = [], retentionRules = [] }: InstanceSettings,
): void {
  withoutTraces(() => {
    scanRules.forEach((rule, i) => addScanRule(instance, rule, `scanRules[${i}]`));
    retentionRules.forEach((rule, i) => addRetentionRule(instance, rule, `retentionRules[${i}]`));
  });
}
