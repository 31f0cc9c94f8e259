import type { CloudAssembly } from '@alicloud/ros-cdk-cxapi';
import type { ExistingParts } from '../domain/existing-parts.generated';
import { EXISTING_METADATA } from '../domain/facts.generated';
import { readable } from './stack-metadata';

/** What the registries of an assembly take as it is: noted in artifacts of their own, which the core's reader passes over. */
export function existingIn({ manifest }: CloudAssembly): ExistingParts[] {
  return Object.entries(manifest.artifacts ?? {}).flatMap(([id, { metadata = {} }]) =>
    Object.values(metadata)
      .flat()
      .filter(({ type }) => type === EXISTING_METADATA.type)
      .map(({ data }) =>
        readable({ stackName: id }, data as unknown as ExistingParts & { version?: number }, EXISTING_METADATA.version),
      ),
  );
}
