import { Edition, Grantee } from '../../lib';
import { acme, instanceIn } from '../support/registries';
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
      what: 'the Standard edition',
      declare: app => instanceIn(app, 'cn-hangzhou', { edition: Edition.STANDARD }),
      messages: [
        'Edition Standard is sold by the China site of Alibaba Cloud; the international site offers Basic and Advanced.',
      ],
    },
  ],
};
