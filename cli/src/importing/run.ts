import { setTimeout as sleep } from 'node:timers/promises';
import type { ChangeSetRecord, ImportClient } from '../cloud/import-client';
import { readStackById } from '../cloud/live-stack';
import type { RosClient } from '../cloud/ros-client';
import { sideBySide } from '../cloud/side-by-side';
import { isSettled } from '../domain/condition';
import { type StackImport, importTemplate } from './plan';

export interface ImportServices {
  readonly ros: RosClient;
  readonly imports: ImportClient;
  /** Real seconds that stand for one second of waiting. */
  readonly pace: number;
}

/** A change set that waits for consent. */
export interface Prepared {
  readonly planned: StackImport;
  readonly changeSetId: string;
  readonly stackId: string;
  readonly record: ChangeSetRecord;
}

/** What became of an import. */
export interface Imported {
  readonly planned: StackImport;
  readonly status: string;
  /** Why it failed. */
  readonly reason?: string;
}

const CHANGE_SET = 'global-registry-adopt';

/** A stack keeps the names of its change sets, those of runs that were cut short too. */
function freeName(taken: readonly string[]): string {
  for (let i = 2, name = CHANGE_SET; ; name = `${CHANGE_SET}-${i++}`) {
    if (!taken.includes(name)) {
      return name;
    }
  }
}

/** Makes the change sets of imports; nothing is imported by them. */
export function prepare(planned: readonly StackImport[], services: ImportServices): Promise<Prepared[]> {
  return sideBySide(planned, async one => {
    const { stack, live, resources } = one;
    await clearAway(one, services);
    const taken = live === undefined ? [] : await services.imports.changeSetNames(stack.region, live.id);
    const { changeSetId, stackId } = await services.imports.createImport(
      {
        ...{ region: stack.region, name: stack.name, stackId: live?.id, resources },
        templateBody: JSON.stringify(importTemplate(one)),
        parameters: stack.parameters,
        tags: { ...live?.tags, ...stack.tags },
      },
      freeName(taken),
    );
    const record = await settled(stack.region, changeSetId, ({ status }) => !status.endsWith('_IN_PROGRESS'), services);
    return { planned: one, changeSetId, stackId, record };
  });
}

/** Takes away what an earlier import left that was cut short: its stack has the name. */
async function clearAway({ stack, remains }: StackImport, { ros, pace }: ImportServices): Promise<void> {
  if (remains === undefined) {
    return;
  }
  await ros.deleteStack(stack.region, remains);
  while ((await ros.getStack(stack.region, remains, false)) !== undefined) {
    await sleep(Math.max(1, 1000 * pace));
  }
}

/** Takes change sets back, and the stacks that were made for them. */
export async function abandon(prepared: readonly Prepared[], { imports, ros }: ImportServices): Promise<void> {
  await sideBySide(prepared, async ({ planned: { stack, live }, changeSetId, stackId }) => {
    await imports.removeChangeSet(stack.region, changeSetId);
    if (live === undefined) {
      await ros.deleteStack(stack.region, stackId);
    }
  });
}

/** Whether the service can do what a change set says. */
export const isPossible = ({ record }: Prepared): boolean =>
  record.status === 'CREATE_COMPLETE' && record.executionStatus === 'AVAILABLE';

/** Executes change sets. */
export function carryOut(prepared: readonly Prepared[], services: ImportServices): Promise<Imported[]> {
  return sideBySide(prepared, async ({ planned, changeSetId, stackId }) => {
    const { region } = planned.stack;
    await services.imports.executeImport(region, changeSetId);
    const isOver = ({ executionStatus }: ChangeSetRecord) =>
      /^EXECUTE_(COMPLETE|FAILED)$|^OBSOLETE$/.test(executionStatus);
    await settled(region, changeSetId, isOver, services);
    const live = await readStackById(region, stackId, services.ros);
    const status = live?.status ?? 'gone';
    const went = isSettled(status) && !status.includes('ROLLBACK');
    return { planned, status, reason: went ? undefined : (live?.failure?.message ?? live?.statusReason ?? status) };
  });
}

/** Looks at a change set until the service has done with it. */
async function settled(
  region: string,
  changeSetId: string,
  isSo: (record: ChangeSetRecord) => boolean,
  { imports, pace }: ImportServices,
): Promise<ChangeSetRecord> {
  for (;;) {
    const record = await imports.changeSet(region, changeSetId);
    if (isSo(record)) {
      return record;
    }
    await sleep(Math.max(1, 1000 * pace));
  }
}
