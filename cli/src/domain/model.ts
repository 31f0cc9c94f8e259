/** What the deployer knows of stacks. Plain data; nothing here reads or waits. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonMap = Record<string, Json>;

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: JsonMap;
  readonly DeletionPolicy?: string;
  readonly [key: string]: Json | undefined;
}

export interface Template {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, JsonMap>>;
  readonly [section: string]: unknown;
}

/** One end of an arrow. */
export interface ArrowEnd {
  readonly region: string;
  readonly instanceName?: string;
  readonly registryHost?: string;
  readonly accountId?: string;
}

/** Who made a stack: an app, and a construct of it. */
export interface Mark {
  /** The name of the app; a slash and the id of the outermost construct where the app has no name. */
  readonly app: string;
  /** The path of the stack in the app, with a slash in front. */
  readonly path: string;
}

/** A stack as the assembly declares it. */
export interface DeclaredStack {
  /** Unique in the assembly; what dependencies name. */
  readonly key: string;
  readonly name: string;
  readonly region: string;
  readonly role: 'registry' | 'replication' | 'custom';
  readonly tier?: string;
  readonly instanceName?: string;
  readonly source?: ArrowEnd;
  readonly target?: ArrowEnd;
  /** Who it is; it stands in the template and the tags too. */
  readonly mark: Mark;
  readonly template: Template;
  /** What is sent to ROS. */
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Keys of the stacks that are deployed first. */
  readonly dependsOn: readonly string[];
}

/** Why the last operation on a stack failed, in the words of ROS. */
export interface StackFailure {
  readonly logicalId?: string;
  readonly resourceType?: string;
  readonly code?: string;
  readonly message: string;
}

/** A stack as ROS has it. */
export interface LiveStack {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly status: string;
  readonly statusReason: string;
  /** When its last update began. */
  readonly updated?: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly failure?: StackFailure;
  /** Whether ROS refuses to delete it. */
  readonly isProtected?: boolean;
  /** What it was deployed from, or is becoming; left out where that is not JSON. */
  readonly template?: Template;
}

/** The resources of a template, in its order. */
export const resourcesOf = ({ template }: { readonly template: Template }): TemplateResource[] =>
  Object.values(template.Resources ?? {});

/** `name (region)`, as messages call a stack. */
export const title = (stack: { name: string; region: string }): string => `${stack.name} (${stack.region})`;
