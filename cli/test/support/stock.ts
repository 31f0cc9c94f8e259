import * as $openapi from '@alicloud/openapi-client';
import RosSdk, * as $ros from '@alicloud/ros20190910';
import type { Simulator } from 'ros-cdk-simulator';
import type { Map } from './assemblies';

interface Stack {
  readonly id: string;
  readonly region: string;
}

/** What the stock tools and the console do to stacks, in the cloud of a test. */
export function stockClient({ credentials, endpoint }: Simulator) {
  const Client = (RosSdk as unknown as { default?: typeof RosSdk }).default ?? RosSdk;
  const client = new Client(new $openapi.Config({ ...credentials, endpoint, protocol: 'HTTP' }) as never);
  const ended = async ({ region, id }: Stack): Promise<void> => {
    for (;;) {
      const { body } = await client.getStack(new $ros.GetStackRequest({ regionId: region, stackId: id }));
      if (!body!.status!.endsWith('_IN_PROGRESS')) {
        return;
      }
    }
  };
  return {
    /** As ros-cdk deploy does: with rollback, without a mark. */
    async create(name: string, region: string, template: Map, { rollback = true } = {}): Promise<Stack> {
      const { body } = await client.createStack(
        new $ros.CreateStackRequest({
          stackName: name,
          regionId: region,
          templateBody: JSON.stringify(template),
          disableRollback: !rollback,
        }),
      );
      const stack = { id: body!.stackId!, region };
      await ended(stack);
      return stack;
    },
    async update(stack: Stack, template: Map): Promise<void> {
      const { id, region } = stack;
      await client.updateStack(
        new $ros.UpdateStackRequest({ stackId: id, regionId: region, templateBody: JSON.stringify(template) }),
      );
      await ended(stack);
    },
    async template({ id, region }: Stack): Promise<Map> {
      const { body } = await client.getTemplate(new $ros.GetTemplateRequest({ stackId: id, regionId: region }));
      return JSON.parse(body!.templateBody!) as Map;
    },
    async remove(stack: Stack): Promise<void> {
      await client.deleteStack(new $ros.DeleteStackRequest({ stackId: stack.id, regionId: stack.region }));
      await ended(stack);
    },
    async tag({ id, region }: Stack, key: string, value: string): Promise<void> {
      await client.tagResources(
        new $ros.TagResourcesRequest({
          regionId: region,
          resourceType: 'stack',
          resourceId: [id],
          tag: [{ key, value }],
        } as never),
      );
    },
    async protect({ id, region }: Stack, deletionProtection = 'Enabled'): Promise<void> {
      await client.setDeletionProtection(
        new $ros.SetDeletionProtectionRequest({ regionId: region, stackId: id, deletionProtection }),
      );
    },
    async untag({ id, region }: Stack, key: string): Promise<void> {
      await client.untagResources(
        new $ros.UntagResourcesRequest({ regionId: region, resourceType: 'stack', resourceId: [id], tagKey: [key] }),
      );
    },
  };
}
