import { ApiError } from '../runtime/api-error';
import type { TaskIssue } from '../runtime/faults';
import type { SyncTask } from '../cr/model';
import { CopyError, copySteps } from '../registry';
import type { Images } from './images';

type Steps = ReturnType<typeof copySteps>;

/** One copy under way: takes its steps, and writes into its task what has been sent. */
export class CopyRun {
  private readonly steps: Steps;

  constructor(
    private readonly task: SyncTask,
    images: Images,
    private readonly cut: { readonly issue: TaskIssue; readonly afterBytes: number } | undefined,
  ) {
    const { from, to, digest, override } = task;
    const target = images.registries.running(to.instanceId, to.region);
    images.registries.running(from.instanceId, from.region);
    const there = images.registries.findRepository(target, to.namespace, to.repository);
    const overwrite = override && there?.tagImmutability !== true;
    // What signs the image goes with it.
    this.steps = copySteps(images.place(from), images.place(to), digest, { tag: to.tag, overwrite, referrers: true });
  }

  /** Sends on, and gives how many bytes it were; undefined when the copy is whole and tagged. */
  async next(): Promise<number | undefined> {
    for (;;) {
      this.checkCut();
      const step = await this.steps.next();
      if (step.done) {
        return undefined;
      }
      const blob = this.task.blobs.find(({ digest }) => digest === step.value.digest);
      const sent = blob ? step.value.sent - blob.synced : 0;
      if (blob) {
        blob.synced = step.value.sent;
      }
      if (sent > 0) {
        return sent;
      }
    }
  }

  /** Lets go of what the copy holds. */
  async end(): Promise<void> {
    await this.steps.return(undefined as never);
  }

  private checkCut(): void {
    const sent = this.task.blobs.reduce((sum, { synced }) => sum + synced, 0);
    if (this.cut && sent >= this.cut.afterBytes) {
      throw new CopyCut(this.cut.issue);
    }
  }
}

/** A copy was ended from outside. */
export class CopyCut extends Error {
  constructor(readonly issue: TaskIssue) {
    super(issue);
  }
}

/** What a task says of an error that ended it; undefined where nobody foresaw it. */
export function issueOf(error: unknown): TaskIssue | undefined {
  if (error instanceof CopyCut) {
    return error.issue;
  }
  if (error instanceof CopyError) {
    return error.issue === 'TAG_CONFLICT' ? 'TAG_CONFLICT' : 'INTERNAL_ERROR';
  }
  if (error instanceof ApiError) {
    return error.code.startsWith('INSTANCE_') ? 'NETWORK_ERROR' : 'INTERNAL_ERROR';
  }
  return undefined;
}
