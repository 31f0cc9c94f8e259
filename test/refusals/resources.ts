import { cr } from '../../lib';
import { stackIn } from '../support/registries';
import { Said, Subject, wrong } from './refusal';

const instance = (what: string, props: Partial<cr.RosInstanceProps>, ...messages: string[]): Said => ({
  what,
  declare: app =>
    new cr.RosInstance(stackIn(app, 'cn-hangzhou'), 'Mine', { instanceName: 'acme', instanceType: 'Basic', ...props }),
  messages,
});

/** Refusals about resources of ROS that users write themselves. */
export const RESOURCES: Subject = {
  title: 'Resources of ROS (`cr`)',
  cases: [
    instance(
      'a property that is missing',
      wrong({ instanceName: undefined }),
      '[stack-cn-hangzhou/Mine] instanceName is missing, but ALIYUN::CR::Instance requires it. Give a string of 3 to 30 characters.',
    ),
    instance(
      'a property that is missing beside another',
      { renewalStatus: 'AutoRenewal' },
      '[stack-cn-hangzhou/Mine] renewPeriod is missing, but ALIYUN::CR::Instance requires it when renewalStatus is AutoRenewal. Give a whole number.',
    ),
    instance(
      'a property that does not exist',
      wrong({ tags: [] }),
      '[stack-cn-hangzhou/Mine] tags is [], but it is not a property of ALIYUN::CR::Instance. Remove it; what is newer than this library is set with addPropertyOverride.',
    ),
    instance(
      'a value that is not allowed',
      { instanceType: 'basic' },
      '[stack-cn-hangzhou/Mine] instanceType is "basic", but it must be Basic, Standard or Advanced. Did you mean "Basic"?',
    ),
    instance(
      'a value that is too short',
      { instanceName: 'a' },
      '[stack-cn-hangzhou/Mine] instanceName is "a", but it must have 3 to 30 characters. Lengthen it by 2 characters.',
    ),
    instance(
      'a value of other letters',
      { instanceName: 'Acme' },
      '[stack-cn-hangzhou/Mine] instanceName is "Acme", but it must consist of lowercase letters, digits and hyphens, with no hyphen at either end. Did you mean "acme"?',
    ),
  ],
};
