import * as ros from '@alicloud/ros-cdk-core';
import { RosUserInfo } from '../cr';
import { defaultIn } from '../core/tokens';
import { isSecret, PASSWORD_WITH_DEFAULT } from '../domain/settings';
import { IRegistryInstance } from './instance';
import { addToInstance } from './resource-on-instance';

/** Sets the password with which the account that deploys logs in. */
export function setLoginPassword(instance: IRegistryInstance, password: string): void {
  const props = { instanceId: instance.instanceId, user: { password } };
  addToInstance({ instance }, 'LoginPassword', '', (scope, id) => new RosUserInfo(scope, id, props, false));
}

/**
 * A password as the rules take it: one that is known only at deploy time is a secret if it comes from a parameter of the same stack
 * that ROS does not show. From another stack it would have to be published first; such a value counts as plain text.
 */
export function secretOrPlain(password: unknown, stack?: ros.Stack): unknown {
  if (!ros.Token.isUnresolved(password)) {
    return password;
  }
  const text = ros.Token.asString(password);
  const token = ros.Tokenization.reverseString(text).firstToken as { target?: unknown } | undefined;
  const parameter = token?.target ?? token;
  if (!(parameter instanceof ros.RosParameter && parameter.noEcho && ros.Stack.of(parameter) === stack)) {
    return '';
  }
  const usual = defaultIn(parameter);
  return usual === undefined || isSecret(usual) ? text : PASSWORD_WITH_DEFAULT;
}
