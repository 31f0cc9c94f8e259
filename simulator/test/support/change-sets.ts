import type { Simulator } from '../../src';
import { type Map, callRos } from './clients';
import { finished } from './stacks';

/** Makes a change set and waits until its changes are known. */
export async function changeSet(
  simulator: Simulator,
  query: Map,
  TemplateBody: string,
  RegionId = 'cn-hangzhou',
): Promise<Map> {
  const call = callRos(simulator);
  const named = { RegionId, ChangeSetName: 'changes', ...query };
  const { ChangeSetId } = await call('CreateChangeSet', named, { TemplateBody });
  for (let attempt = 0; attempt < 500; attempt++) {
    const found = await call('GetChangeSet', { RegionId, ChangeSetId });
    if (found.Status !== 'CREATE_IN_PROGRESS') {
      return found;
    }
    await new Promise(resolve => setTimeout(resolve, 2));
  }
  throw new Error(`The change set ${ChangeSetId} is not made.`);
}

/** Executes a change set; the stack and the status of the execution when it is done. */
export async function executed(
  simulator: Simulator,
  { ChangeSetId, StackId, RegionId }: Map,
): Promise<{ stack: Map; execution: string }> {
  const call = callRos(simulator);
  await call('ExecuteChangeSet', { RegionId, ChangeSetId });
  const stack = await finished(simulator, StackId, RegionId);
  return { stack, execution: (await call('GetChangeSet', { RegionId, ChangeSetId })).ExecutionStatus };
}

/** What a change set does, resource by resource. */
export const changesOf = ({ Changes }: Map): Map[] => Changes.map(({ ResourceChange }: Map) => ResourceChange);

/** The parameters of a call that name what is to be imported. */
export function toImport(resources: Record<string, { type: string; identifier: Map }>): Map {
  return Object.fromEntries(
    Object.entries(resources).flatMap(([logicalId, { type, identifier }], index) => [
      [`ResourcesToImport.${index + 1}.LogicalResourceId`, logicalId],
      [`ResourcesToImport.${index + 1}.ResourceType`, type],
      [`ResourcesToImport.${index + 1}.ResourceIdentifier`, JSON.stringify(identifier)],
    ]),
  );
}

/** Detects the drift of a stack; the status of the detection when it is done. */
export async function detected(simulator: Simulator, { StackId, RegionId }: Map, more: Map = {}): Promise<Map> {
  const call = callRos(simulator);
  const { DriftDetectionId } = await call('DetectStackDrift', { RegionId, StackId, ...more });
  for (let attempt = 0; attempt < 500; attempt++) {
    const found = await call('GetStackDriftDetectionStatus', { RegionId, DriftDetectionId });
    if (found.DriftDetectionStatus !== 'DETECTION_IN_PROGRESS') {
      return found;
    }
    await new Promise(resolve => setTimeout(resolve, 2));
  }
  throw new Error(`The drift detection ${DriftDetectionId} does not end.`);
}
