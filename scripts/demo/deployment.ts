import { CloudAssembly, RosStackArtifact } from '@alicloud/ros-cdk-cxapi';
import { existsSync } from 'fs';
import { join } from 'path';
import { repairManifestValidation } from '../../lib/core/manifest-validation';

repairManifestValidation(['@alicloud/ros-cdk-cxapi']);

/** One end of an arrow. */
export interface End {
  readonly region: string;
  readonly registryHost: string;
}

/** What a stack is for, as the library notes it in the manifest. */
interface Purpose {
  readonly region: string;
  readonly role: 'registry' | 'replication' | 'custom';
  readonly tier?: 'primary' | 'replica';
  readonly source?: End;
  readonly target?: End;
}

/** A resource as it stands in a template. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Record<string, unknown>;
}

/** A stack to deploy. */
export interface PlannedStack extends Purpose {
  readonly name: string;
  /** The names of the stacks that are deployed before. */
  readonly after: readonly string[];
  readonly resources: readonly Resource[];
  readonly outputs: Record<string, unknown>;
}

/** The sections of a template that are read here. */
interface Template {
  readonly Resources?: Record<string, { readonly Type: string; readonly Properties?: Record<string, unknown> }>;
  readonly Outputs?: Record<string, { readonly Value: unknown }>;
}

/** The metadata by which the library tells where a stack goes. */
const STACK_METADATA = 'ros-cdk-global-registry:stack';

/** What is missing to tell what would be deployed; the message says what to do. */
export class Incomplete extends Error {}

/** Reads what an assembly would deploy. */
export function readDeployment(directory: string): PlannedStack[] {
  if (!existsSync(join(directory, 'manifest.json'))) {
    throw new Incomplete(`${directory} has no manifest.json, so nothing was synthesised into it. Run npm run demo.`);
  }
  const { stacks } = new CloudAssembly(directory);
  if (stacks.length === 0) {
    throw new Incomplete(`${directory} holds no stack. Declare a GlobalRegistry in the app, then run npm run demo.`);
  }
  const names = new Map(stacks.map(stack => [stack.id, stack.stackName]));
  return stacks.map(stack => ({
    ...purposeOf(stack),
    name: stack.stackName,
    after: (stack.manifest.dependencies ?? []).flatMap(id => names.get(id) ?? []),
    ...contentsOf(stack, directory),
  }));
}

function purposeOf({ stackName, manifest }: RosStackArtifact): Purpose {
  const entries = Object.values(manifest.metadata ?? {}).flat();
  const purpose = entries.find(({ type }) => type === STACK_METADATA)?.data;
  if (purpose === undefined) {
    throw new Incomplete(
      `Stack ${stackName} has no metadata "${STACK_METADATA}", so its region is not known. ` +
        'Put a construct of ros-cdk-global-registry into it, or take it out of the app.',
    );
  }
  return purpose as unknown as Purpose;
}

function contentsOf(stack: RosStackArtifact, directory: string) {
  const file = join(directory, stack.templateFile);
  if (!existsSync(file)) {
    throw new Incomplete(`${file}, the template of stack ${stack.stackName}, is missing. Run npm run demo again.`);
  }
  const { Resources = {}, Outputs = {} } = stack.template as Template;
  return {
    resources: Object.entries(Resources).map(([id, { Type, Properties = {} }]) => ({
      id,
      type: Type,
      properties: Properties,
    })),
    outputs: Object.fromEntries(Object.entries(Outputs).map(([name, { Value }]) => [name, Value])),
  };
}
