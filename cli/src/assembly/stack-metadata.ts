import { STACK_METADATA } from '../domain/facts.generated';
import type { ArrowEnd, DeclaredStack } from '../domain/model';
import { AppError } from './app';

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

interface Artifact {
  readonly stackName: string;
  readonly manifest: { readonly metadata?: Readonly<Record<string, unknown>> };
  findMetadataByType(type: string): readonly { readonly data?: unknown }[];
}

/** What a stack that notes no version was made with. */
const FIRST = 1;

/** What a stack is for; nothing for one that the library knows nothing of. Refuses what a newer library may mean otherwise. */
export function purposeOf(artifact: Artifact): Purpose {
  const purpose = (artifact.findMetadataByType(STACK_METADATA.type)[0]?.data ?? {}) as Purpose;
  const { version = FIRST } = purpose;
  if (version <= STACK_METADATA.version) {
    return purpose;
  }
  throw new AppError(
    `The metadata of the stack ${artifact.stackName} has version ${JSON.stringify(version)}, but this deployer reads versions up to ${STACK_METADATA.version}. ` +
      'Upgrade ros-cdk-global-registry-cli to the release of the library that the app uses.',
  );
}

/** What the core writes into every stack, right below it. */
const FORMAT = '/ROSTemplateFormatVersion';

/** The path of a stack in its app, with a slash in front; nothing where the assembly does not tell. */
export const pathOf = ({ manifest }: Artifact): string | undefined =>
  Object.keys(manifest.metadata ?? {})
    .find(path => path.endsWith(FORMAT))
    ?.slice(0, -FORMAT.length);
