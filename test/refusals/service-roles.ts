import { RegistryServiceRoles, RegistryServiceRolesProps } from '../../lib';
import { stackIn } from '../support/registries';
import { Said, Subject, wrong } from './refusal';

const roles = (what: string, props: RegistryServiceRolesProps, ...messages: string[]): Said => ({
  what,
  declare: app => new RegistryServiceRoles(stackIn(app, 'eu-central-1'), 'Roles', props),
  messages,
});

/** Refusals about the service roles of an account. */
export const SERVICE_ROLES: Subject = {
  title: 'Service roles',
  cases: [
    roles(
      'a bad bucket name',
      { storageBucketNames: ['My_Bucket'] },
      '[stack-eu-central-1/Roles] storageBucketNames[0] is "My_Bucket", but a bucket name has 3 to 63 lowercase letters, digits and hyphens, and no hyphen at either end. Give the name of an OSS bucket in the region of the instance.',
    ),
    roles(
      'one bucket for a list',
      wrong({ storageBucketNames: 'layers' }),
      '[stack-eu-central-1/Roles] storageBucketNames is "layers", but it is a list. Put it into square brackets.',
    ),
    roles(
      'a prop of the service roles that does not exist',
      wrong({ storageBucketName: 'layers' }),
      '[stack-eu-central-1/Roles] storageBucketName is given, but a set of service roles has no such prop. Did you mean "storageBucketNames"?',
    ),
    roles(
      'service roles that are null',
      wrong(null),
      "[stack-eu-central-1/Roles] props is missing, but a set of service roles is written as an object. Write it like { storageBucketNames: ['layers'] }.",
    ),
  ],
};
