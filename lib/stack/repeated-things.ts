import { Problem } from '../domain/problem';
import { Template, TemplateResource } from './template';

/** By which properties the service tells things apart, of which an instance takes one each. */
export const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  'ALIYUN::CR::Namespace': ['InstanceId', 'Namespace'],
  'ALIYUN::CR::Repository': ['InstanceId', 'RepoNamespace', 'RepoName'],
  'ALIYUN::CR::RepoSyncRule': ['InstanceId', 'SyncRuleName'],
  'ALIYUN::CR::InstanceEndpointAclPolicy': ['InstanceId', 'Entry', 'ModuleName'],
  'ALIYUN::CR::InstanceVpcEndpointLinkedVpc': ['InstanceId', 'VpcId', 'ModuleName'],
  'ALIYUN::CR::UserInfo': ['InstanceId'],
};

/** What is wrong with a template in which two resources make one thing: one of ours, and one that users write beside it. */
export function repeatedThingProblems({ Resources = {} }: Template): Problem[] {
  const seen = new Map<string, string>();
  return Object.entries(Resources).flatMap(([id, resource]) => {
    const thing = thingOf(resource);
    const first = thing && seen.get(thing);
    if (thing === undefined || first === undefined) {
      seen.set(thing ?? id, id);
      return [];
    }
    const rule = `resource ${first} of the stack makes the same, and the second would fail when it is deployed`;
    return [{ subject: 'a resource', got: id, rule, fix: 'Remove the one that you have added' }];
  });
}

function thingOf({ Type, Properties }: TemplateResource): string | undefined {
  const names = IDENTITY[Type] as readonly string[] | undefined;
  return (
    names && JSON.stringify([Type, ...names.map(name => (Properties as Record<string, unknown> | undefined)?.[name])])
  );
}
