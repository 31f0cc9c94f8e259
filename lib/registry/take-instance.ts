import * as ros from '@alicloud/ros-cdk-core';
import { asGiven } from '../core/tokens';
import { RegionPlan } from '../domain/plan';
import { applySettings } from '../instance/apply-settings';
import { ImportedInstance } from '../instance/imported-instance';
import { IRegistryInstance } from '../instance/instance';
import { InstanceOptions } from '../instance/settings';

/** Takes the instance of a region as it is, and sets on it what is set for the region. */
export function takeInstance(stack: ros.Stack, plan: RegionPlan, settings: InstanceOptions): IRegistryInstance {
  const { region, instanceName, edition, accountId } = plan;
  const instance = new ImportedInstance(stack, 'Registry', {
    instanceId: plan.existingInstanceId!,
    instanceName,
    region,
    edition,
    accountId: asGiven(accountId),
  });
  instance._reachable = settings.publicAccess?.enabled === true;
  applySettings(instance, settings);
  return instance;
}
