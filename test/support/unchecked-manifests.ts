import { Manifest } from '@alicloud/ros-cdk-assembly-schema';

/**
 * Leaves out that the core checks each manifest against its schema, twice: a third of the time of a small app, and in a test of many apps
 * the same again and again. Every other test has it.
 */
export function leaveManifestsUnchecked(): void {
  jest.spyOn(Manifest as unknown as { validate: () => void }, 'validate').mockReturnValue(undefined);
}
