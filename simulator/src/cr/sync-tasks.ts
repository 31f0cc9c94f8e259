import { ApiError } from '../runtime/api-error';
import type { Scheduler } from '../runtime/clock';
import type { Faults } from '../runtime/faults';
import { own } from '../runtime/json';
import { Random } from '../runtime/random';
import type { ImageLocation, Instance, SyncRule, SyncTask, TaskIssue } from './model';
import { crError } from './errors';
import { DIGEST, type Registries, TAG } from './registries';
import type { CrState, TaskDue } from './state';
import { ruleApplies } from './sync-rules';

const QUEUE_MILLISECONDS = 1_000;
/** How fast bytes cross regions; the documentation gives no figure. */
const BYTES_PER_MILLISECOND = 20_000;

export interface PushedImage {
  /** The region of the instance, such as `cn-hangzhou`. */
  readonly region: string;
  readonly instanceId: string;
  readonly namespace: string;
  readonly repository: string;
  readonly tag: string;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
  /**
   * Bytes.
   *
   * @default 100,000,000
   */
  readonly size?: number;
}

export interface Copy {
  readonly from: ImageLocation;
  readonly to: ImageLocation;
  readonly ruleId: string;
  readonly override: boolean;
  readonly crossUser: boolean;
  readonly priority: number;
}

/** Pushes, and the copying that follows from them. */
export class SyncTasks {
  private readonly random: Random;

  constructor(
    private readonly world: CrState,
    private readonly registries: Registries,
    private readonly clock: () => Scheduler<TaskDue>,
    private readonly faults: Faults,
  ) {
    this.random = new Random(world);
  }

  /** Stores an image as `docker push` would; gives the tasks that automatic rules start. */
  push(image: PushedImage): SyncTask[] {
    const instance = this.registries.running(image.instanceId, image.region);
    if (!DIGEST.test(image.digest)) {
      throw crError(
        'INVALID_DIGEST',
        `The digest ${JSON.stringify(image.digest)} is not "sha256:" and 64 hexadecimal digits.`,
      );
    }
    if (!TAG.test(image.tag)) {
      throw crError(
        'INVALID_TAG',
        `The tag ${JSON.stringify(image.tag)} is not 1 to 128 letters, digits, "_", "." and "-".`,
      );
    }
    this.registries.put(instance, { ...image, size: image.size ?? 100_000_000 });
    const rules = Object.values(instance.rules).filter(
      rule => rule.trigger === 'PASSIVE' && ruleApplies(rule, image.namespace, image.repository, image.tag),
    );
    const batchId = this.random.id('rsbt-');
    const from = {
      region: image.region,
      instanceId: image.instanceId,
      namespace: image.namespace,
      repository: image.repository,
      tag: image.tag,
    };
    return rules.map(rule => this.start(copyBy(rule, from), 'PASSIVE', batchId));
  }

  /** Starts one copy by hand. */
  startManually(task: Copy): SyncTask {
    return this.start(task, 'INITIATIVE', this.random.id('rsbt-'));
  }

  /** Starts what a manual rule copies of one tag. */
  byRule(instance: Instance, rule: SyncRule, repository: string, tag: string, priority: number): SyncTask {
    if (rule.trigger !== 'INITIATIVE') {
      throw crError(
        'SYNC_RULE_TRIGGER_INVALID',
        `The sync rule ${rule.id} copies by itself (PASSIVE), but only a manual one (INITIATIVE) starts copies on demand. Use CreateRepoSyncTask.`,
      );
    }
    const from = { region: instance.region, instanceId: instance.id, namespace: rule.namespace, repository, tag };
    return this.startManually({ ...copyBy(rule, from), priority });
  }

  /** What has not ended yet is not carried on. */
  cancel(task: SyncTask): void {
    if (task.status !== 'PENDING' && task.status !== 'SYNCHRONIZING') {
      throw crError(
        'SYNC_TASK_STATUS_NOT_SUPPORT',
        `The sync task ${task.id} is ${task.status}, but only one that is PENDING or SYNCHRONIZING can be cancelled.`,
      );
    }
    task.status = 'CANCELED';
    task.modified = this.world.now;
    this.clock().cancel(event => 'taskId' in event && event.taskId === task.id);
  }

  task(id: string): SyncTask {
    const found = own(this.world.tasks, id);
    if (!found) {
      throw crError('SYNC_TASK_NOT_EXIST', `The sync task ${id} does not exist.`);
    }
    return found;
  }

  /** The clock says that a task has something to do. */
  proceed(id: string): void {
    const task = own(this.world.tasks, id);
    if (!task) {
      return;
    }
    task.modified = this.world.now;
    if (task.status === 'PENDING') {
      task.status = 'SYNCHRONIZING';
      this.clock().schedule(task.size / BYTES_PER_MILLISECOND, { kind: 'task', taskId: id });
    } else if (task.status === 'SYNCHRONIZING') {
      task.issue = this.copy(task);
      task.status = task.issue ? 'ERROR' : 'SUCCESS';
    }
  }

  private start(task: Copy, trigger: SyncTask['trigger'], batchId: string): SyncTask {
    const source = this.registries.running(task.from.instanceId, task.from.region);
    const image = own(
      this.registries.repository(source, task.from.namespace, task.from.repository).tags,
      task.from.tag,
    );
    if (!image) {
      throw crError(
        'TAG_NOT_EXIST',
        `The tag ${task.from.tag} does not exist in ${task.from.namespace}/${task.from.repository}.`,
      );
    }
    const made: SyncTask = {
      ...task,
      id: this.random.id('rst-'),
      batchId,
      digest: image.digest,
      size: image.size,
      trigger,
      status: 'PENDING',
      created: this.world.now,
      modified: this.world.now,
    };
    this.world.tasks[made.id] = made;
    this.clock().schedule(QUEUE_MILLISECONDS, { kind: 'task', taskId: made.id });
    return made;
  }

  /** Puts the image at the target, or says why that did not work. */
  private copy(task: SyncTask): TaskIssue | undefined {
    const fault = this.faults.forTask(task.to.region);
    if (fault) {
      return fault;
    }
    try {
      const target = this.registries.running(task.to.instanceId, task.to.region);
      const tags = this.registries.findRepository(target, task.to.namespace, task.to.repository)?.tags ?? {};
      const there = own(tags, task.to.tag);
      if (there && there.digest !== task.digest && !task.override) {
        return 'TAG_CONFLICT';
      }
      this.registries.put(target, { ...task.to, digest: task.digest, size: task.size });
      return undefined;
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      return error.code === 'TAG_CONFLICT'
        ? 'TAG_CONFLICT'
        : error.code.startsWith('INSTANCE_')
          ? 'NETWORK_ERROR'
          : 'INTERNAL_ERROR';
    }
  }
}

function copyBy(rule: SyncRule, from: ImageLocation): Copy {
  const { crossUser, priority } = rule;
  return { from, to: targetOf(rule, from), ruleId: rule.id, override: true, crossUser, priority };
}

function targetOf(rule: SyncRule, from: ImageLocation): ImageLocation {
  return {
    region: rule.targetRegion,
    instanceId: rule.targetInstanceId,
    namespace: rule.targetNamespace,
    repository: rule.scope === 'REPO' ? rule.targetRepository : from.repository,
    tag: from.tag,
  };
}
