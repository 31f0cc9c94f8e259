import * as ros from '@alicloud/ros-cdk-core';
import { Edition, Grantee } from '../../lib';
import { acme, instanceIn, stackIn } from '../support/registries';
import { registry, Subject } from './refusal';

/** What somebody should know who reads the output of synth. */
export const INFORMATION: Subject = {
  title: 'Information',
  cases: [
    registry(
      'a copy that crosses the border of mainland China',
      {},
      'Copies from eu-central-1 to cn-hangzhou cross the border of mainland China and can be slow or fail. There are two remedies, both for edition Advanced (Premium in the console) and both in the console only: sync acceleration, under Distribution > Instance Replication of the source, or a custom link over Cloud Enterprise Network, which some regions demand.',
    ),
    registry(
      'a replica in another account',
      {
        primary: { region: 'cn-shanghai' },
        replicas: [{ region: 'cn-hangzhou', accountId: '42', existingInstanceId: 'cri-1' }],
      },
      'Account 42 must have ready in cn-hangzhou: instance cri-1, named acme; namespace prod with automatic creation of repositories. Its owner also creates the RAM role and the policy that let this account copy into it, before the rules are deployed.',
    ),
    {
      what: 'a permission in another account, which its owner gives',
      declare: app => {
        const replicas = [{ region: 'cn-hangzhou', accountId: '42', existingInstanceId: 'cri-1' }];
        const registry = acme(app, { primary: { region: 'cn-shanghai' }, replicas, namespaces: [] });
        registry.grantPull(Grantee.role('nodes'));
        registry.addNamespace({ name: 'prod' }).grantPull(Grantee.role('nodes'));
      },
      messages: [
        'Account 42 must have ready in cn-hangzhou: instance cri-1, named acme; namespace prod with automatic creation of repositories. Its owner also creates the RAM role and the policy that let this account copy into it, before the rules are deployed.',
        'The role nodes is permitted nothing in cn-hangzhou: the instance belongs to account 42, whose owner permits it there.',
      ],
    },
    {
      what: 'a grantee and an output of stacks that are not in the app',
      declare: app => {
        const role = ros.Fn.getStackOutput('account', 'Role', 'cn-beijing').toString();
        acme(app, { replicas: [] }).grantPull(Grantee.role(role));
        const mine = stackIn(app, 'cn-hangzhou', 'mine');
        ['VpcId', 'ZoneId'].forEach(name => {
          new ros.RosOutput(mine, name, { value: ros.Fn.getStackOutput('infrastructure', name) });
        });
        const late = new ros.RosParameter(mine, 'Late', { type: ros.RosParameterType.STRING }).valueAsString;
        new ros.RosOutput(mine, 'Other', { value: ros.Fn.getStackOutput(late, 'Name') });
      },
      messages: [
        'Stack acme-eu-central-1 reads output Role of stack account in cn-beijing, which is not in this app: it must be deployed before, or the value is empty.',
        'Stack mine reads outputs VpcId and ZoneId of stack infrastructure in cn-hangzhou, which is not in this app: it must be deployed before, or the value is empty.',
        'Stack mine reads output Name of a stack that is named at deploy time: it must be deployed before, or the value is empty.',
      ],
    },
    {
      what: 'a stack that says its account, beside a registry that says none',
      declare: app => {
        const { instanceId } = acme(app, { replicas: [] }).primary;
        const mine = new ros.Stack(app, 'mine', { env: { region: 'eu-central-1', account: '42' } });
        new ros.RosOutput(mine, 'Id', { value: instanceId });
        new ros.Stack(app, 'apart', { env: { region: 'eu-central-1', account: '43' } });
      },
      messages: [
        'Stack mine belongs to account 42, and acme-eu-central-1, with which it shares outputs, does not say to which: outputs are read within one account, so deploy it with credentials of account 42.',
        'Stack mine names account 42 in its env. What is in it is taken to belong there, but a deployment goes to the account of its credentials, and nothing compares the two. Deploy it with credentials of account 42.',
        'Stack apart names account 43 in its env. What is in it is taken to belong there, but a deployment goes to the account of its credentials, and nothing compares the two. Deploy it with credentials of account 43.',
      ],
    },
    {
      what: 'the Standard edition',
      declare: app => instanceIn(app, 'cn-hangzhou', { edition: Edition.STANDARD }),
      messages: [
        'Edition Standard is sold by the China site of Alibaba Cloud; the international site offers Basic and Advanced.',
      ],
    },
  ],
};
