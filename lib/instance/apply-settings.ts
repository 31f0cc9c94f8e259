import { withoutTraces } from '../core/traces';
import { addRetentionRule, addScanRule } from './image-rules';
import { IRegistryInstance } from './instance';
import { setLoginPassword } from './login-password';
import { linkVpc, openPublicAccess } from './network-access';
import { InstanceOptions, InstanceSettings } from './settings';

/** Makes the resources around an instance: who reaches it, what is scanned, what is kept, how to log in. */
export function applySettings(instance: IRegistryInstance, settings: InstanceOptions): void {
  const { publicAccess, vpcAccess = [], loginPassword } = settings;
  withoutTraces(() => {
    if (publicAccess !== undefined) {
      openPublicAccess(instance, publicAccess);
    }
    vpcAccess.forEach(link => linkVpc(instance, link));
    if (loginPassword !== undefined) {
      setLoginPassword(instance, loginPassword);
    }
    applyImageRules(instance, settings);
  });
}

/** Makes the scan and retention rules of an instance. */
export function applyImageRules(
  instance: IRegistryInstance,
  { scanRules = [], retentionRules = [] }: InstanceSettings,
): void {
  withoutTraces(() => {
    scanRules.forEach((rule, i) => addScanRule(instance, rule, `scanRules[${i}]`));
    retentionRules.forEach((rule, i) => addRetentionRule(instance, rule, `retentionRules[${i}]`));
  });
}

/** The scan and retention rules that are about a namespace, or about none. */
export function imageRulesAbout(
  { scanRules, retentionRules }: InstanceSettings,
  namespace: string | undefined,
): InstanceSettings {
  const isAbout = (rule: { readonly namespaceName?: string }) => rule.namespaceName === namespace;
  return { scanRules: scanRules?.filter(isAbout), retentionRules: retentionRules?.filter(isAbout) };
}
