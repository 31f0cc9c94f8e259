import { crError } from '../cr/errors';
import type { ImageLocation, Instance, SyncRule, SyncTask } from '../cr/model';
import type { CrState, TaskDue } from '../cr/state';
import { ruleApplies } from '../cr/sync-rules';
import type { Scheduler } from '../runtime/clock';
import type { Faults } from '../runtime/faults';
import { own } from '../runtime/json';
import { Random } from '../runtime/random';
import { CopyCut, CopyRun, issueOf } from './copy-run';
import type { Images } from './images';

const QUEUE_MILLISECONDS = 1_000;
/** How fast bytes cross regions; the documentation gives no figure. */
const BYTES_PER_MILLISECOND = 20_000;

export interface Copy {
  readonly from: ImageLocation;
  readonly to: ImageLocation;
  readonly ruleId: string;
  readonly override: boolean;
  readonly crossUser: boolean;
  readonly priority: number;
}

/** The copying of images along the rules, and by hand. */
export class SyncTasks {
  private readonly random: Random;
  private readonly runs = new Map<string, CopyRun>();

  constructor(
    private readonly world: CrState,
    private readonly images: Images,
    private readonly clock: () => Scheduler<TaskDue>,
    private readonly faults: Faults,
    private readonly report: (error: unknown) => void,
  ) {
    this.random = new Random(world);
  }

  /** Starts what automatic rules copy of a tag that was put just now. */
  pushed(instance: Instance, namespace: string, repository: string, tag: string): SyncTask[] {
    const rules = Object.values(instance.rules).filter(
      rule => rule.trigger === 'PASSIVE' && ruleApplies(rule, namespace, repository, tag),
    );
    const batchId = this.random.id('rsbt-');
    const from = { region: instance.region, instanceId: instance.id, namespace, repository, tag };
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
    if (!isUnderWay(task)) {
      throw crError(
        'SYNC_TASK_STATUS_NOT_SUPPORT',
        `The sync task ${task.id} is ${task.status}, but only one that is PENDING or SYNCHRONIZING can be cancelled.`,
      );
    }
    task.status = 'CANCELED';
    task.modified = this.world.now;
    this.clock().cancel(event => 'taskId' in event && event.taskId === task.id);
    this.clock().waitFor(this.end(task));
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
    if (task && isUnderWay(task)) {
      task.status = 'SYNCHRONIZING';
      task.modified = this.world.now;
      this.clock().waitFor(this.step(task));
    }
  }

  /** Carries on what an earlier process was in the middle of; what has arrived is not sent twice. */
  resume(scheduled: ReadonlySet<string>): void {
    for (const task of Object.values(this.world.tasks)) {
      if (isUnderWay(task) && !scheduled.has(task.id)) {
        this.clock().schedule(0, { kind: 'task', taskId: task.id });
      }
    }
  }

  /** Sends the next bytes; the rest has to wait until these would have crossed. */
  private async step(task: SyncTask): Promise<void> {
    try {
      if (this.faults.isDown(task.to.region)) {
        throw new CopyCut('NETWORK_ERROR');
      }
      const sent = await this.runOf(task).next();
      if (!isUnderWay(task)) {
        return await this.end(task);
      }
      if (sent !== undefined) {
        return this.clock().schedule(Math.ceil(sent / BYTES_PER_MILLISECOND), { kind: 'task', taskId: task.id });
      }
      task.status = 'SUCCESS';
    } catch (error) {
      this.fail(task, error);
    }
    await this.end(task);
    await this.images.commit();
  }

  private fail(task: SyncTask, error: unknown): void {
    const issue = issueOf(error);
    if (issue === undefined) {
      this.report(error);
    }
    if (isUnderWay(task)) {
      task.issue = issue ?? 'INTERNAL_ERROR';
      task.status = 'ERROR';
    }
  }

  private runOf(task: SyncTask): CopyRun {
    const found = this.runs.get(task.id) ?? new CopyRun(task, this.images, this.faults.forCopy(task.to.region));
    this.runs.set(task.id, found);
    return found;
  }

  private async end(task: SyncTask): Promise<void> {
    await this.runs.get(task.id)?.end();
    this.runs.delete(task.id);
  }

  private start(task: Copy, trigger: SyncTask['trigger'], batchId: string): SyncTask {
    const source = this.images.registries.running(task.from.instanceId, task.from.region);
    const image = own(
      this.images.registries.repository(source, task.from.namespace, task.from.repository).tags,
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
      blobs: this.images
        .blobsOf(source, `${task.from.namespace}/${task.from.repository}`, image.digest)
        .map(blob => ({ ...blob, synced: 0 })),
      trigger,
      status: 'PENDING',
      created: this.world.now,
      modified: this.world.now,
    };
    this.world.tasks[made.id] = made;
    this.clock().schedule(QUEUE_MILLISECONDS, { kind: 'task', taskId: made.id });
    return made;
  }
}

const isUnderWay = ({ status }: SyncTask) => status === 'PENDING' || status === 'SYNCHRONIZING';

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
