import * as ros from '@alicloud/ros-cdk-core';
import type { Settings as SettingsData } from '../domain/surroundings';
import type { Settings } from './instance-settings';
import { known, knownProps } from './late';
import { LATE } from './problem';

/** The settings of an instance as the domain rules take them. */
export function knownSettings(settings: Settings): SettingsData {
  return {
    ...settings,
    vpcAccess: settings.vpcAccess?.map(link => knownProps(link) as never),
    loginPassword: secret(settings.loginPassword),
  };
}

/** A password that is known only at deploy time is a secret if it comes from a parameter that ROS does not show. */
function secret(password: string | undefined): unknown {
  if (password === undefined || known(password) !== LATE) {
    return password;
  }
  const token = ros.Tokenization.reverseString(password).firstToken as { target?: unknown } | undefined;
  const parameter = token?.target ?? token;
  return parameter instanceof ros.RosParameter && parameter.noEcho ? LATE : '';
}
