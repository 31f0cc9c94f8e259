import { STACK_METADATA } from '../domain/facts.generated';
import type { ArrowEnd, DeclaredStack } from '../domain/model';
import { AppError } from './app-error';

/** What the library notes of a stack for whoever deploys it. */
export interface Purpose {
  readonly version?: number;
  readonly region?: string;
  readonly role?: DeclaredStack['role'];
  readonly tier?: string;
  readonly instanceName?: string;
  readonly source?: ArrowEnd;
  readonly target?: ArrowEnd;
}

/** A stack in the manifest, as far as it tells of itself. */
export interface MetadataSource {
  readonly stackName: string;
  readonly manifest: { readonly metadata?: Readonly<Record<string, unknown>> };
  findMetadataByType(type: string): readonly { readonly data?: unknown }[];
}

/** What a stack that notes no version was made with. */
const FIRST = 1;

/** What a stack is for; nothing for one that the library knows nothing of. Refuses what a newer library may mean otherwise. */
export function purposeOf(artifact: MetadataSource): Purpose {
  const purpose = (artifact.findMetadataByType(STACK_METADATA.type)[0]?.data ?? {}) as Purpose;
  return readable(artifact, purpose, STACK_METADATA.version);
}

/** What a stack notes, if this deployer can read it. */
export function readable<T extends { readonly version?: number }>(
  { stackName }: Pick<MetadataSource, 'stackName'>,
  noted: T,
  newest: number,
): T {
  const { version = FIRST } = noted;
  if (version <= newest) {
    return noted;
  }
  throw new AppError(
    `The metadata of the stack ${stackName} has version ${JSON.stringify(version)}, but this deployer reads versions up to ${newest}. ` +
      'Upgrade ros-cdk-global-registry-cli to the release of the library that the app uses.',
  );
}

/** What the core writes into every stack, right below it. */
const FORMAT = '/ROSTemplateFormatVersion';

/** The path of a stack in its app, with a slash in front; nothing where the assembly does not tell. */
export const pathOf = ({ manifest }: MetadataSource): string | undefined =>
  Object.keys(manifest.metadata ?? {})
    .find(path => path.endsWith(FORMAT))
    ?.slice(0, -FORMAT.length);
