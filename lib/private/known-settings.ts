import * as ros from '@alicloud/ros-cdk-core';
import type { Settings as SettingsData } from '../domain/surroundings';
import type { Settings } from './instance-settings';
import { known, knownProps } from './late';
import { LATE } from './problem';

/** The settings of an instance as the domain rules take them; `stack` is where parameters may be, if anywhere. */
export function knownSettings(settings: Settings, stack?: ros.Stack): SettingsData {
  return {
    ...settings,
    vpcAccess: Array.isArray(settings.vpcAccess)
      ? settings.vpcAccess.map(link => knownProps(link ?? {}) as never)
      : settings.vpcAccess,
    loginPassword: secret(settings.loginPassword, stack),
  };
}

/**
 * A password that is known only at deploy time is a secret if it comes from a parameter of the same stack that ROS does not show.
 * From another stack it would have to be published first.
 */
function secret(password: string | undefined, stack: ros.Stack | undefined): unknown {
  if (password === undefined || known(password) !== LATE) {
    return password;
  }
  const token = ros.Tokenization.reverseString(password).firstToken as { target?: unknown } | undefined;
  const parameter = token?.target ?? token;
  return parameter instanceof ros.RosParameter && parameter.noEcho && ros.Stack.of(parameter) === stack ? LATE : '';
}
