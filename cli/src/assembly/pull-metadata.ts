import { PULL_METADATA } from '../domain/facts.generated';
import type { PullRegistry } from '../pulling/registry.generated';
import { type MetadataSource, readable } from './stack-metadata';

/** The registries that a stack tells of for those who pull from them. Refuses what a newer library may mean otherwise. */
export function registriesOf(artifact: MetadataSource): PullRegistry[] {
  return artifact
    .findMetadataByType(PULL_METADATA.type)
    .map(({ data }) => readable(artifact, data as PullRegistry & { version?: number }, PULL_METADATA.version));
}
