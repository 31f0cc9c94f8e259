import { CloudAssembly } from '@alicloud/ros-cdk-cxapi';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repairManifestValidation } from '../../lib/core/manifest-validation';
import { Template } from '../../lib/stack/template';

repairManifestValidation(['@alicloud/ros-cdk-cxapi']);

/** What an app wrote, in the words of the tests. */
export class Assembly {
  private readonly assembly: CloudAssembly;
  readonly directory: string;

  /** @param written what `app.synth()` returned, or the directory that it wrote */
  constructor(written: CloudAssembly | string) {
    this.assembly = typeof written === 'string' ? new CloudAssembly(written) : written;
    this.directory = this.assembly.directory;
  }

  /** The stacks, those first that others depend on. */
  stacks(): string[] {
    return this.assembly.stacks.map(stack => stack.stackName);
  }

  /** The stacks that a stack waits for, in alphabetical order. */
  dependencies(stackName: string): string[] {
    const ids = this.assembly.getStackByName(stackName).manifest.dependencies ?? [];
    return ids.filter(id => !id.endsWith('.assets')).sort();
  }

  /** The tags that a stack is given when it is deployed. */
  tags(stackName: string): Record<string, string> {
    return this.assembly.getStackByName(stackName).tags;
  }

  template(stackName: string): Required<Pick<Template, 'Resources'>> & Template {
    return JSON.parse(this.text(stackName));
  }

  /** The template as it stands in the file. */
  text(stackName: string): string {
    return readFileSync(join(this.directory, this.assembly.getStackByName(stackName).templateFile), 'utf8');
  }

  /** The properties of the one resource of a type. */
  properties(stackName: string, type: string): Record<string, unknown> {
    const [found, ...others] = this.resources(stackName, type);
    if (found === undefined || others.length > 0) {
      throw new Error(`${stackName} has ${others.length + (found ? 1 : 0)} resources of type ${type}`);
    }
    return found.Properties as Record<string, unknown>;
  }

  /** The properties of each resource of a type. */
  allProperties(stackName: string, type: string): Record<string, never>[] {
    return this.resources(stackName, type).map(resource => resource.Properties as Record<string, never>);
  }

  resources(stackName: string, type: string): Record<string, unknown>[] {
    return Object.values(this.template(stackName).Resources).filter(resource => resource.Type === type);
  }

  /** Info, warning or error messages of all stacks. */
  messages(level: 'info' | 'warning' | 'error'): string[] {
    return this.assembly.stacks.flatMap(stack =>
      Object.values(stack.manifest.metadata ?? {})
        .flat()
        .filter(entry => entry.type === `aliyun:ros:${level}`)
        .map(entry => entry.data as string),
    );
  }

  /** The region that a stack is deployed to, where it says so. */
  region(stackName: string): string | undefined {
    return (this.metadata(stackName) as { region?: string } | undefined)?.region;
  }

  /** What the deployer reads about a stack. */
  metadata(stackName: string): unknown {
    return Object.values(this.assembly.getStackByName(stackName).manifest.metadata ?? {})
      .flat()
      .find(entry => entry.type === 'ros-cdk-global-registry:stack')?.data;
  }

  /** Every file by name. */
  files(): Record<string, string> {
    return Object.fromEntries(
      readdirSync(this.directory, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name))
        .sort()
        .map(file => [file.slice(this.directory.length + 1), readFileSync(file, 'utf8')]),
    );
  }

  /** Only the templates. */
  templates(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.files()).filter(([name]) => name.endsWith('.template.json')));
  }
}
