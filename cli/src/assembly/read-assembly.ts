import { join } from 'node:path';
import { CloudAssembly } from '@alicloud/ros-cdk-cxapi';
import type { ExistingParts } from '../domain/existing-parts.generated';
import { marked, namelessApp } from '../domain/mark';
import type { DeclaredStack, Template } from '../domain/model';
import { CycleError, wavesOf } from '../domain/waves';
import type { PullRegistry } from '../pulling/registry.generated';
import { AppError } from './app-error';
import { existingIn } from './existing-metadata';
import { isRecord, readJson } from './json-file';
import { repairManifestValidation } from './manifest-validation.generated';
import { registriesOf } from './pull-metadata';
import { pathOf, purposeOf } from './stack-metadata';
import { checkTemplateFiles } from './template-files';

const STACK_TYPE = 'aliyun:ros:stack';

export interface Note {
  readonly level: 'info' | 'warning';
  readonly path: string;
  readonly text: string;
}

export interface Declaration {
  readonly stacks: readonly DeclaredStack[];
  readonly notes: readonly Note[];
  /** What images are pulled from. */
  readonly registries: readonly PullRegistry[];
  /** What is taken as it is, whether a stack is made of it or not. */
  readonly existing: readonly ExistingParts[];
}

export interface ReadOptions {
  /** Regions of stacks that carry none, by stack name. */
  readonly regionOf: Readonly<Record<string, string>>;
  /** Values of template parameters, by stack name; those under `*` go to every stack that declares them. */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The name of the app, by which its stacks are known. @default - each stack is known by its outermost construct */
  readonly appName?: string;
}

/** Reads the stacks of an assembly and of those nested in it. Refuses one that carries error messages. */
export function readAssembly(directory: string, options: ReadOptions): Declaration {
  const { found, existing } = open(directory);
  const messages = found.flatMap(({ artifact }) => artifact.messages);
  const errors = messages.filter(({ level }) => level === 'error');
  if (errors.length > 0) {
    const list = errors.map(({ id, entry }) => `  [${id}] ${String(entry.data)}`);
    throw new AppError(`The app reports errors, so nothing of it is deployed:\n${list.join('\n')}`);
  }
  checkTemplateFiles(found);
  const stacks = found.map(one => declared(one, options));
  checkRegions(stacks, options.regionOf);
  checkParameters(stacks, options.parameters ?? {});
  const notes = messages.map(({ level, id, entry }) => ({
    level: level as 'info' | 'warning',
    path: id.replace(/^\//, ''),
    text: String(entry.data),
  }));
  const registries = found.flatMap(({ artifact }) => registriesOf(artifact));
  return { stacks: inOrder(stacks), notes, registries, existing };
}

type Artifact = CloudAssembly['stacks'][number];

interface Found {
  readonly artifact: Artifact;
  /** In front of the ids of a nested assembly. */
  readonly scope: string;
  readonly directory: string;
}

interface Opened {
  readonly found: readonly Found[];
  readonly existing: readonly ExistingParts[];
}

function open(directory: string): Opened {
  repairManifestValidation(['@alicloud/ros-cdk-cxapi']);
  try {
    checkCircles(directory);
    const assembly = new CloudAssembly(directory);
    return { found: stacksIn(assembly, ''), existing: assembliesIn(assembly).flatMap(existingIn) };
  } catch (error) {
    if (error instanceof CycleError || error instanceof AppError) {
      throw error;
    }
    throw new AppError(`${directory} is not an assembly that can be read: ${(error as Error).message}`);
  }
}

interface Manifest {
  readonly artifacts?: Record<
    string,
    { readonly type: string; dependencies?: string[]; properties?: { directoryName?: string } }
  >;
}

/** Before the core's reader sees it, which refuses a circle without drawing it. */
function checkCircles(directory: string): void {
  const { artifacts = {} } = readObject<Manifest>(join(directory, 'manifest.json'));
  const entries = Object.entries(artifacts);
  const broken = entries.find(([, artifact]) => !isRecord(artifact));
  if (!isRecord(artifacts) || broken !== undefined) {
    const what = broken === undefined ? 'its artifacts are' : `its artifact ${broken[0]} is`;
    throw new AppError(`${join(directory, 'manifest.json')} is damaged: ${what} no object. ${SYNTHESISE_AGAIN}`);
  }
  wavesOf(entries.map(([key, { dependencies = [] }]) => ({ key, name: key, dependsOn: dependencies })));
  for (const [, { properties }] of entries) {
    if (properties?.directoryName !== undefined) {
      checkCircles(join(directory, properties.directoryName));
    }
  }
}

const SYNTHESISE_AGAIN = 'Synthesise the app again.';

/** Reads an object from a file of the assembly. */
function readObject<T extends object>(file: string): T {
  const value = readJson(file, SYNTHESISE_AGAIN);
  if (isRecord(value)) {
    return value as T;
  }
  throw new AppError(`${file} is damaged: it holds no object. ${SYNTHESISE_AGAIN}`);
}

const assembliesIn = (assembly: CloudAssembly): CloudAssembly[] => [
  assembly,
  ...assembly.artifacts.flatMap(artifact =>
    'nestedAssembly' in artifact ? assembliesIn(artifact.nestedAssembly as CloudAssembly) : [],
  ),
];

function stacksIn(assembly: CloudAssembly, scope: string): Found[] {
  return assembly.artifacts.flatMap(artifact => {
    if ('nestedAssembly' in artifact) {
      return stacksIn(artifact.nestedAssembly as CloudAssembly, `${scope}${artifact.id}/`);
    }
    if (artifact.manifest.type !== (STACK_TYPE as never) || isNested(artifact as Artifact)) {
      return [];
    }
    return [{ artifact: artifact as Artifact, scope, directory: assembly.directory }];
  });
}

/** Whether a stack is deployed by the one around it, whose template holds it: the core writes it down too, under no name of its own. */
const isNested = ({ stackName }: Artifact): boolean => stackName.startsWith('${Token[');

function declared({ artifact, scope, directory }: Found, options: ReadOptions): DeclaredStack {
  const purpose = purposeOf(artifact);
  const written = readObject<Template>(join(directory, artifact.templateFile));
  const name = artifact.stackName;
  const key = `${scope}${artifact.id}`;
  const path = pathOf(artifact) ?? `/${key}`;
  const mark = { app: options.appName ?? namelessApp(path), path };
  const { template, tags } = marked(written, (artifact.tags ?? {}) as Record<string, string>, mark);
  return {
    key,
    name,
    region: regionOf(name, purpose.region, options.regionOf[name]),
    role: purpose.role ?? 'custom',
    tier: purpose.tier,
    instanceName: purpose.instanceName,
    source: purpose.source,
    target: purpose.target,
    mark,
    template,
    templateBody: JSON.stringify(template),
    parameters: parametersOf(name, template, artifact, options),
    tags,
    dependsOn: dependenciesOf(artifact, scope),
  };
}

/** A region in the form of Alibaba Cloud. */
const REGION = /^[a-z]{2,}(-[a-z0-9]+)+$/;

/** Where a stack belongs: what the app says, or, where it says nothing, what the option says. */
function regionOf(name: string, declared: string | undefined, given: string | undefined): string {
  if (given !== undefined && declared !== undefined && given !== declared) {
    throw new AppError(
      `--region-of puts the stack ${name} into ${given}, but the app says that it belongs in ${declared}, and its template refuses any ` +
        'other. Change the region in the app, or leave the option out.',
    );
  }
  if (given !== undefined && !REGION.test(given)) {
    throw new AppError(
      `--region-of puts the stack ${name} into "${given}", but a region is an id such as cn-hangzhou.`,
    );
  }
  return declared ?? given ?? '';
}

function parametersOf(
  name: string,
  template: Template,
  artifact: Artifact,
  options: ReadOptions,
): Record<string, string> {
  const declaredNames = Object.keys(template.Parameters ?? {});
  const everywhere = Object.entries(options.parameters?.['*'] ?? {}).filter(([key]) => declaredNames.includes(key));
  const given = { ...Object.fromEntries(everywhere), ...options.parameters?.[name] };
  const stranger = Object.keys(given).find(key => !declaredNames.includes(key));
  if (stranger !== undefined) {
    throw new AppError(
      `--parameter names ${name}:${stranger}, but the template of ${name} declares no such parameter.`,
    );
  }
  return { ...artifact.parameters, ...given };
}

/** What no template declares would be lost without a word. */
function checkParameters(stacks: readonly DeclaredStack[], given: NonNullable<ReadOptions['parameters']>): void {
  const stranger = Object.keys(given).find(name => name !== '*' && !stacks.some(stack => stack.name === name));
  if (stranger !== undefined) {
    throw new AppError(
      `A value is given for ${stranger}:${Object.keys(given[stranger])[0]}, but the app has no stack ${stranger}. ` +
        `It has ${stacks.map(({ name }) => name).join(', ')}.`,
    );
  }
  const declared = new Set(stacks.flatMap(({ template }) => Object.keys(template.Parameters ?? {})));
  const unknown = Object.keys(given['*'] ?? {}).find(name => !declared.has(name));
  if (unknown !== undefined) {
    throw new AppError(
      `A value is given for the parameter ${unknown}, but no template of the app declares it. ` +
        `They declare ${[...declared].sort().join(', ') || 'none'}.`,
    );
  }
}

function dependenciesOf(artifact: Artifact, scope: string): string[] {
  const properties = artifact.manifest.properties as { additionalDependencies?: string[] } | undefined;
  const ids = [...(artifact.manifest.dependencies ?? []), ...(properties?.additionalDependencies ?? [])];
  return [...new Set(ids)].map(id => `${scope}${id}`);
}

function checkRegions(stacks: readonly DeclaredStack[], regionOf: Readonly<Record<string, string>>): void {
  const stranger = Object.keys(regionOf).find(name => !stacks.some(stack => stack.name === name));
  if (stranger !== undefined) {
    throw new AppError(
      `--region-of names the stack ${stranger}, but the app has no such stack. It has ${stacks.map(({ name }) => name).join(', ')}.`,
    );
  }
  const lost = stacks.filter(stack => stack.region === '');
  if (lost.length > 0) {
    throw new AppError(
      `The assembly does not say in which region ${lost.map(({ name }) => name).join(', ')} ${lost.length === 1 ? 'belongs' : 'belong'}. ` +
        `Add ${lost.map(({ name }) => `--region-of ${name}=REGION`).join(' ')}.`,
    );
  }
  const seen = new Map<string, string>();
  for (const { key, name, region } of stacks) {
    const other = seen.get(`${region}/${name}`);
    if (other !== undefined) {
      throw new AppError(
        `Both ${other} and ${key} are called ${name} in ${region}, but a region has each stack name once.`,
      );
    }
    seen.set(`${region}/${name}`, key);
  }
}

function inOrder(stacks: readonly DeclaredStack[]): DeclaredStack[] {
  return [...stacks].sort((one, other) => (one.key < other.key ? -1 : 1));
}
