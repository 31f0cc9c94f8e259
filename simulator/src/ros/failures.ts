import { ApiError } from '../runtime/api-error';
import type { Faults } from '../runtime/faults';
import { own } from '../runtime/json';
import { leavesNothing } from './actions';
import { recordResource } from './events';
import type { Failure, Operation, Resource, ResourceOperation, Stack, Step } from './model';
import type { StepParts } from './steps';

/** Lets the step meet the fault that a rule wants of it: it fails at once, or is held. */
export function meetFaults(
  faults: Faults,
  stack: Stack,
  step: Step,
  resource: Resource,
  operation: ResourceOperation,
): void {
  const fault = faults.forResource({
    region: stack.region,
    stackName: stack.name,
    resourceType: resource.type,
    logicalId: resource.logicalId,
    operation,
  });
  if (fault?.kind === 'stuck') {
    step.stuckBy = fault.id;
  } else if (fault) {
    throw new ApiError(400, fault.code, fault.message);
  }
}

/** Writes down that a step failed, and gives the failure of the operation that follows. */
export function recordFailure(parts: StepParts, stack: Stack, step: Step, error: ApiError): Failure {
  const resource = own(stack.resources, step.logicalId);
  const definitions = parts.values.program(stack, stack.intent).definitions;
  const action = resource?.status.replace(/_IN_PROGRESS$/, '') ?? 'CREATE';
  const verb = ['CREATE', 'UPDATE', 'DELETE', 'IMPORT'].includes(action) ? action : 'UPDATE';
  if (resource) {
    recordResource(parts, stack, resource, `${verb}_FAILED`, `${error.code}: ${error.message}`);
  }
  return {
    logicalId: step.logicalId,
    type: resource?.type ?? definitions.get(step.logicalId)?.type.type ?? '',
    action: verb,
    code: error.code,
    message: error.message,
  };
}

/** Outputs are worked out once, when everything is there; what fails then fails the operation. */
export function computeOutputs(parts: StepParts, stack: Stack, operation: Operation): Failure | undefined {
  if (operation.cancelled) {
    return undefined;
  }
  if (leavesNothing(operation.action)) {
    stack.outputs = [];
    return undefined;
  }
  try {
    stack.outputs = parts.values.program(stack, stack.intent).outputs(parts.values.around(stack));
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    return { logicalId: 'Outputs', type: '', action: operation.action, code: error.code, message: error.message };
  }
}
