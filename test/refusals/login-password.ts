import * as ros from '@alicloud/ros-cdk-core';
import { Edition, RegistryInstance } from '../../lib';
import { acme, stackIn } from '../support/registries';
import { Said, registry, Subject, wrong } from './refusal';

const parameterOf = (stack: ros.Stack, noEcho: boolean) =>
  new ros.RosParameter(stack, 'Password', { type: ros.RosParameterType.STRING, noEcho }).valueAsString;

const plain = (what: string, loginPassword: unknown, ...messages: string[]): Said =>
  registry(what, wrong({ loginPassword }), ...messages);

/** Refusals about the password to log in with. */
export const LOGIN_PASSWORD: Subject = {
  title: 'The login password',
  cases: [
    plain(
      'a password in plain text',
      'Secret123',
      '[Acme] loginPassword is not a reference to a secret, but a template and its history can be read by many. Use a reference to a secret, "{{resolve:kms-secret:NAME}}", or a parameter of the same stack with noEcho.',
    ),
    plain(
      'an empty password',
      '',
      '[Acme] loginPassword is not a reference to a secret, but a template and its history can be read by many. Use a reference to a secret, "{{resolve:kms-secret:NAME}}", or a parameter of the same stack with noEcho.',
    ),
    plain(
      'a secret of another service',
      '{{resolve:oos:x}}',
      '[Acme] loginPassword is not a reference to a secret, but a template and its history can be read by many. Use a reference to a secret, "{{resolve:kms-secret:NAME}}", or a parameter of the same stack with noEcho.',
    ),
    plain(
      'plain text before a secret',
      'x{{resolve:kms-secret:registry}}',
      '[Acme] loginPassword is not a reference to a secret, but a template and its history can be read by many. Use a reference to a secret, "{{resolve:kms-secret:NAME}}", or a parameter of the same stack with noEcho.',
    ),
    plain(
      'a password that is made at deploy time',
      ros.Lazy.anyValue({ produce: () => 'Secret123' }),
      '[Acme] loginPassword is not a reference to a secret, but a template and its history can be read by many. Use a reference to a secret, "{{resolve:kms-secret:NAME}}", or a parameter of the same stack with noEcho.',
    ),
    {
      what: 'a parameter that everybody sees',
      declare: app => {
        const stack = stackIn(app, 'cn-hangzhou');
        const loginPassword = parameterOf(stack, false);
        new RegistryInstance(stack, 'Registry', { instanceName: 'acme', edition: Edition.BASIC, loginPassword });
      },
      messages: [
        '[stack-cn-hangzhou/Registry] loginPassword is not a reference to a secret, but a template and its history can be read by many. Use a reference to a secret, "{{resolve:kms-secret:NAME}}", or a parameter of the same stack with noEcho.',
      ],
    },
    {
      what: 'a parameter of another stack, whose value would have to be published',
      declare: app => acme(app, { loginPassword: parameterOf(stackIn(app, 'eu-central-1', 'other'), true) }),
      messages: [
        '[Acme] loginPassword is not a reference to a secret, but a template and its history can be read by many. Use a reference to a secret, "{{resolve:kms-secret:NAME}}", or a parameter of the same stack with noEcho.',
      ],
    },
    {
      what: 'a password of one region from a parameter of another stack',
      declare: app => {
        const loginPassword = parameterOf(stackIn(app, 'eu-central-1', 'other'), true);
        acme(app, { replicas: [{ region: 'cn-hangzhou', loginPassword }] });
      },
      messages: [
        '[Acme] replicas[0].loginPassword is not a reference to a secret, but a template and its history can be read by many. Use a reference to a secret, "{{resolve:kms-secret:NAME}}", or a parameter of the same stack with noEcho.',
      ],
    },
  ],
};
