import { Edition } from '../registry-instance';
import { InstanceBase } from './instance-base';

/** Stands where an instance cannot be made, until validation tells why. */
export class UnusableInstance extends InstanceBase {
  public readonly instanceId = '';
  public readonly instanceName = '';
  public readonly region = '';
  public readonly edition?: Edition;
  public readonly accountId?: string;
}
