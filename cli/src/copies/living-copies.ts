import { localReason } from '../cloud/cloud-error';
import type { ImageClient } from '../cloud/image-client';
import { sideBySide } from '../cloud/side-by-side';
import type { CopyTask, Place } from '../domain/image-records';
import { type Finding, isBroken } from '../images/compare';
import { pathOf } from '../images/holdings';
import { isLiving } from '../images/next-step';

/** Tags whose copies are looked at: a call each, and what was pushed last is what may be on its way. */
const MOST = 200;

/** The findings, with whether a copy is under way that will heal them. */
export async function withCopying(
  findings: readonly Finding[],
  primary: Place,
  images: ImageClient,
): Promise<Finding[]> {
  const broken = findings.filter(isBroken).sort((one, other) => other.pushed - one.pushed);
  const tags = new Map(broken.map(finding => [keyOf(finding), finding]));
  const read = await sideBySide([...tags].slice(0, MOST), async ([key, { namespace, repository, tag }]) => {
    const tasks = await livingOf(() => images.copies({ ...primary, namespace, repository }, tag));
    return [key, tasks] as const;
  });
  const living = new Map(read);
  return findings.map(finding => {
    const { target, tag } = finding;
    const own = (living.get(keyOf(finding)) ?? []).some(
      task =>
        task.target.instanceId === target.instanceId &&
        pathOf(task.target) === pathOf(target) &&
        task.targetTag === tag,
    );
    return own && isBroken(finding) ? { ...finding, copying: true } : finding;
  });
}

const keyOf = (finding: Finding): string => `${pathOf(finding)}:${finding.tag}`;

/** That copies cannot be listed changes nothing about what was found. */
async function livingOf(list: () => Promise<CopyTask[]>): Promise<CopyTask[]> {
  try {
    return (await list()).filter(isLiving);
  } catch (error) {
    localReason(error);
    return [];
  }
}
