import { ApiError, conflict, notFound } from '../runtime/api-error';
import type { Scheduler } from '../runtime/clock';
import type { Faults } from '../runtime/faults';
import { type JsonMap, own } from '../runtime/json';
import type { ResourceReader } from '../resources/provider';
import { READERS } from '../resources/readers';
import { differencesOf } from './compare';
import type { DriftDetection } from './drift-detection';
import { type Resource, type ResourceDrift, type Stack, isBusy, isDeleted } from './model';
import type { DetectionDue, RosState } from './state';
import { type StepParts, contextOf } from './steps';

/** How long it takes to look at a stack. */
const LOOKING_MILLISECONDS = 2_000;

/** Finds out what was changed behind the back of a stack. */
export class Drifts {
  constructor(
    private readonly parts: StepParts & { readonly faults: Faults; readonly world: RosState },
    /** The types of resources that are looked at. */
    private readonly types: ReadonlySet<string>,
    private readonly clock: () => Scheduler<DetectionDue>,
  ) {}

  /** Begins to look at a stack, or at some of its resources. */
  detect(stack: Stack, logicalIds: readonly string[]): DriftDetection {
    const { world, random } = this.parts;
    const detection: DriftDetection = {
      id: random.uuid(),
      stackId: stack.id,
      at: world.now,
      logicalIds,
      status: 'DETECTION_IN_PROGRESS',
      statusReason: 'The drift of the stack is being detected.',
      stackStatus: 'NOT_CHECKED',
      drifted: 0,
    };
    world.detections[detection.id] = detection;
    this.clock().schedule(LOOKING_MILLISECONDS, { kind: 'detection', detectionId: detection.id });
    return detection;
  }

  /** Simulated time has reached the end of a look. */
  due({ detectionId }: DetectionDue): void {
    const detection = own(this.parts.world.detections, detectionId);
    const stack = detection && own(this.parts.world.stacks, detection.stackId);
    if (detection && stack) {
      this.look(detection, stack);
    }
  }

  byId(id: string, region: string): DriftDetection {
    const found = own(this.parts.world.detections, id);
    if (!found || own(this.parts.world.stacks, found.stackId)?.region !== region) {
      throw notFound('DriftDetectionNotFound', `The drift detection ${id.slice(0, 100)} could not be found.`);
    }
    return found;
  }

  private look(detection: DriftDetection, stack: Stack): void {
    const { faults, world } = this.parts;
    try {
      if (isBusy(stack) || isDeleted(stack)) {
        throw conflict(
          'ActionInProgress',
          `The stack ${stack.name} is ${stack.status}: something else was done to it meanwhile.`,
        );
      }
      if (faults.isDown(stack.region)) {
        throw new ApiError(503, 'ServiceUnavailable', `The region ${stack.region} is not available.`);
      }
      const found = this.resourcesOf(detection, stack).map(
        resource => [resource, this.driftOf(stack, resource)] as const,
      );
      found.forEach(([resource, drift]) => (resource.drift = drift));
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      detection.status = 'DETECTION_FAILED';
      detection.statusReason = `${error.code}: ${error.message}`;
      return;
    }
    const drifted = Object.values(stack.resources).filter(({ drift }) => isDrifted(drift));
    stack.drift = { status: drifted.length > 0 ? 'DRIFTED' : 'IN_SYNC', at: world.now };
    detection.status = 'DETECTION_COMPLETE';
    detection.statusReason = 'Detect stack drift successfully';
    detection.stackStatus = stack.drift.status;
    detection.drifted = drifted.length;
  }

  private resourcesOf({ logicalIds }: DriftDetection, stack: Stack): Resource[] {
    const all = Object.values(stack.resources).filter(({ physicalId }) => physicalId !== '');
    return logicalIds.length === 0 ? all : all.filter(({ logicalId }) => logicalIds.includes(logicalId));
  }

  private driftOf(stack: Stack, resource: Resource): ResourceDrift {
    const expected = this.expectedOf(stack, resource);
    const looked = { at: this.parts.world.now, expected };
    const reader: ResourceReader | undefined = own(READERS, resource.type);
    if (!reader || !this.types.has(resource.type)) {
      return { ...looked, status: 'NOT_CHECKED', actual: null, differences: [] };
    }
    const actual = reader.read(contextOf(this.parts, stack), resource);
    if (!actual) {
      return { ...looked, status: 'DELETED', actual: null, differences: [] };
    }
    const differences = differencesOf(expected, actual);
    const told = Object.keys(expected).filter(name => own(actual, name) !== undefined);
    return {
      ...looked,
      status: differences.length > 0 ? 'MODIFIED' : 'IN_SYNC',
      actual: Object.fromEntries(told.map(name => [name, actual[name]])),
      differences,
    };
  }

  /** The properties that the template names, as they were worked out last: what it leaves to the service is not compared. */
  private expectedOf(stack: Stack, { logicalId, properties }: Resource): JsonMap {
    const definition = this.parts.values.program(stack, stack.intent).definitions.get(logicalId);
    const named = Object.keys(definition?.properties ?? {}).filter(name => properties[name] !== undefined);
    return Object.fromEntries(named.map(name => [name, properties[name]]));
  }
}

const isDrifted = (drift: ResourceDrift | undefined) => drift?.status === 'MODIFIED' || drift?.status === 'DELETED';
