import { Config } from '@alicloud/openapi-client';
import RosSdk, * as $ros from '@alicloud/ros20190910';
import { RuntimeOptions } from '@alicloud/tea-util';
import { ROS_LIMITS } from '../domain/facts.generated';
import type { LiveStack, StackFailure, Template } from '../domain/model';
import type { Grant } from '../domain/permissions';
import type { Estimate, ListedStack, StackEvent, StackResource } from '../domain/records';
import { cloudError, hasCode } from './cloud-error';
import { type Connection, TIMEOUTS, unwrap } from './connection';
import { estimatesOf } from './estimates';
import type { RosClient, StackInput } from './ros-client';
import { grantOf, parsed } from './templates';

/** ROS gives a stack an hour by default, which an instance in a busy region may need for itself. */
const TIMEOUT_MINUTES = 120;

/** ROS by the official client. */
export class SdkRosClient implements RosClient {
  private readonly sdk: RosSdk;
  private readonly runtime = new RuntimeOptions(TIMEOUTS);

  constructor(private readonly connection: Connection) {
    const { credential, endpoint, protocol } = connection;
    this.sdk = new (unwrap(RosSdk))(new Config({ credential, endpoint, protocol }) as never);
  }

  async findStack(region: string, name: string): Promise<string | undefined> {
    const request = new $ros.ListStacksRequest({ regionId: region, stackName: [name], pageSize: ROS_LIMITS.pageMost });
    const { body } = await this.call('ListStacks', region, () => this.sdk.listStacksWithOptions(request, this.runtime));
    return body?.stacks?.find(stack => stack.status !== 'DELETE_COMPLETE')?.stackId;
  }

  async listStacks(region: string): Promise<ListedStack[]> {
    const all: ListedStack[] = [];
    for (let pageNumber = 1; ; pageNumber++) {
      const request = new $ros.ListStacksRequest({ regionId: region, pageNumber, pageSize: ROS_LIMITS.pageMost });
      const { body } = await this.call('ListStacks', region, () =>
        this.sdk.listStacksWithOptions(request, this.runtime),
      );
      const page = body?.stacks ?? [];
      all.push(...page.map(stack => listedStack(region, stack)));
      if (page.length === 0 || all.length >= (body?.totalCount ?? 0)) {
        return all.filter(({ status }) => status !== 'DELETE_COMPLETE');
      }
    }
  }

  async regions(): Promise<string[]> {
    const request = new $ros.DescribeRegionsRequest({});
    const { body } = await this.call('DescribeRegions', '', () =>
      this.sdk.describeRegionsWithOptions(request, this.runtime),
    );
    return (body?.regions ?? []).flatMap(({ regionId }) => regionId ?? []);
  }

  async getStack(region: string, id: string, withOutputs = true): Promise<LiveStack | undefined> {
    const outputOption = withOutputs ? 'Enabled' : 'Disabled';
    const request = new $ros.GetStackRequest({ regionId: region, stackId: id, outputOption });
    try {
      const { body } = await this.call('GetStack', region, () => this.sdk.getStackWithOptions(request, this.runtime));
      return body === undefined || body.status === 'DELETE_COMPLETE' ? undefined : liveStack(region, body);
    } catch (error) {
      if (hasCode(error, 'StackNotFound')) {
        return undefined;
      }
      throw error;
    }
  }

  async getTemplate(region: string, id: string): Promise<Template | undefined> {
    const request = new $ros.GetTemplateRequest({ regionId: region, stackId: id, templateStage: 'Original' });
    const { body } = await this.call('GetTemplate', region, () =>
      this.sdk.getTemplateWithOptions(request, this.runtime),
    );
    return parsed(body?.templateBody);
  }

  /** Without rollback: a registry that was paid for is not thrown away because a namespace failed; its creation is continued. */
  async createStack(input: StackInput, token: string): Promise<string> {
    const request = new $ros.CreateStackRequest({
      ...common(input, $ros.CreateStackRequestParameters),
      stackName: input.name,
      clientToken: token,
      disableRollback: true,
      timeoutInMinutes: TIMEOUT_MINUTES,
      tags: tagList(input, $ros.CreateStackRequestTags),
    });
    const { region } = input;
    const { body } = await this.call('CreateStack', region, () =>
      this.sdk.createStackWithOptions(request, this.runtime),
    );
    return body!.stackId!;
  }

  /** Never with ReplacementOption: replacing a registry deletes its images. */
  async updateStack(id: string, input: StackInput, token: string): Promise<void> {
    const request = new $ros.UpdateStackRequest({
      ...common(input, $ros.UpdateStackRequestParameters),
      stackId: id,
      clientToken: token,
      usePreviousParameters: true,
      timeoutInMinutes: TIMEOUT_MINUTES,
      tags: tagList(input, $ros.UpdateStackRequestTags),
    });
    await this.call('UpdateStack', input.region, () => this.sdk.updateStackWithOptions(request, this.runtime));
  }

  async continueCreateStack(id: string, input: StackInput): Promise<void> {
    const request = new $ros.ContinueCreateStackRequest({
      ...common(input, $ros.ContinueCreateStackRequestParameters),
      stackId: id,
    });
    const { region } = input;
    await this.call('ContinueCreateStack', region, () =>
      this.sdk.continueCreateStackWithOptions(request, this.runtime),
    );
  }

  async deleteStack(region: string, id: string, retain: readonly string[] = []): Promise<void> {
    const retainResources = retain.length > 0 ? [...retain] : undefined;
    const request = new $ros.DeleteStackRequest({ regionId: region, stackId: id, retainResources });
    await this.call('DeleteStack', region, () => this.sdk.deleteStackWithOptions(request, this.runtime));
  }

  async listEvents(region: string, id: string): Promise<StackEvent[]> {
    const request = new $ros.ListStackEventsRequest({ regionId: region, stackId: id, pageSize: ROS_LIMITS.pageMost });
    const { body } = await this.call('ListStackEvents', region, () =>
      this.sdk.listStackEventsWithOptions(request, this.runtime),
    );
    const events = (body?.events ?? []).map(event => ({
      id: event.eventId ?? '',
      logicalId: event.logicalResourceId ?? '',
      resourceType: event.resourceType ?? '',
      status: event.status ?? '',
      reason: event.statusReason ?? '',
    }));
    return events.reverse();
  }

  async listResources(region: string, id: string): Promise<StackResource[]> {
    const request = new $ros.ListStackResourcesRequest({ regionId: region, stackId: id });
    const { body } = await this.call('ListStackResources', region, () =>
      this.sdk.listStackResourcesWithOptions(request, this.runtime),
    );
    return (body?.resources ?? []).map(resource => ({
      logicalId: resource.logicalResourceId ?? '',
      physicalId: resource.physicalResourceId ?? '',
      type: resource.resourceType ?? '',
      status: resource.status ?? '',
    }));
  }

  async getAttribute(region: string, id: string, logicalId: string, attribute: string): Promise<string | undefined> {
    const request = new $ros.GetStackResourceRequest({
      regionId: region,
      stackId: id,
      logicalResourceId: logicalId,
      showResourceAttributes: true,
    });
    const { body } = await this.call('GetStackResource', region, () =>
      this.sdk.getStackResourceWithOptions(request, this.runtime),
    );
    const found = body?.resourceAttributes?.find(({ ResourceAttributeKey: key }) => key === attribute);
    return found && text(found.ResourceAttributeValue);
  }

  async estimate(
    region: string,
    templateBody: string,
    parameters: Readonly<Record<string, string>>,
  ): Promise<Estimate[]> {
    const input = { name: '', region, templateBody, parameters };
    const request = new $ros.GetTemplateEstimateCostRequest(
      common(input, $ros.GetTemplateEstimateCostRequestParameters),
    );
    const { body } = await this.call('GetTemplateEstimateCost', region, () =>
      this.sdk.getTemplateEstimateCostWithOptions(request, this.runtime),
    );
    return estimatesOf((body?.resources ?? {}) as Record<string, unknown>);
  }

  async templatePolicy(templateBody: string): Promise<Grant[]> {
    const request = new $ros.GenerateTemplatePolicyRequest({ templateBody });
    const { body } = await this.call('GenerateTemplatePolicy', '', () =>
      this.sdk.generateTemplatePolicyWithOptions(request, this.runtime),
    );
    return (body?.policy?.statement ?? []).map(grantOf);
  }

  async serverTime(): Promise<Date | undefined> {
    const request = new $ros.DescribeRegionsRequest({});
    const { headers } = await this.call('DescribeRegions', '', () =>
      this.sdk.describeRegionsWithOptions(request, this.runtime),
    );
    return headers?.date === undefined ? undefined : new Date(headers.date);
  }

  private call<T>(action: string, region: string, send: () => Promise<T>): Promise<T> {
    return this.connection.retry(
      async () => {
        try {
          return await send();
        } catch (error) {
          throw cloudError(error, { action, region });
        }
      },
      { action, region },
    );
  }
}

function common<P>(input: StackInput, Parameter: new (map: { parameterKey: string; parameterValue: string }) => P) {
  const parameters = Object.entries(input.parameters).map(
    ([parameterKey, parameterValue]) => new Parameter({ parameterKey, parameterValue }),
  );
  return { regionId: input.region, templateBody: input.templateBody, ...(parameters.length > 0 ? { parameters } : {}) };
}

function tagList<T>(input: StackInput, Tag: new (map: { key: string; value: string }) => T): T[] | undefined {
  const tags = Object.entries(input.tags ?? {}).map(([key, value]) => new Tag({ key, value }));
  return tags.length > 0 ? tags : undefined;
}

const tagsOf = (list: readonly { key?: string; value?: string }[] | undefined): Record<string, string> =>
  Object.fromEntries((list ?? []).map(({ key, value }) => [key ?? '', value ?? '']));

function listedStack(region: string, stack: $ros.ListStacksResponseBodyStacks): ListedStack {
  return {
    id: stack.stackId ?? '',
    name: stack.stackName ?? '',
    region,
    status: stack.status ?? '',
    updated: stack.updateTime ?? undefined,
    tags: tagsOf(stack.tags),
    isProtected: stack.deletionProtection === 'Enabled',
  };
}

function liveStack(region: string, body: $ros.GetStackResponseBody): LiveStack {
  return {
    id: body.stackId ?? '',
    name: body.stackName ?? '',
    region,
    status: body.status ?? '',
    statusReason: body.statusReason ?? '',
    updated: body.updateTime ?? undefined,
    outputs: Object.fromEntries((body.outputs ?? []).map(output => [output.OutputKey, text(output.OutputValue)])),
    parameters: Object.fromEntries(
      (body.parameters ?? []).map(parameter => [parameter.parameterKey ?? '', parameter.parameterValue ?? '']),
    ),
    tags: tagsOf(body.tags),
    isProtected: body.deletionProtection === 'Enabled',
    failure: failureOf(body),
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function failureOf(body: $ros.GetStackResponseBody): StackFailure | undefined {
  const info = body.operationInfo;
  if (!info?.message) {
    return undefined;
  }
  return { logicalId: info.logicalResourceId, resourceType: info.resourceType, code: info.code, message: info.message };
}
