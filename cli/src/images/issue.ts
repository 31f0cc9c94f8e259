/** What a task of the service says of its failure, in words, and what helps. Source: the pages of GetRepoSyncTask. */
interface Issue {
  readonly reason: string;
  readonly help: string;
}

const ISSUES: Readonly<Record<string, Issue>> = {
  OSS_POLICY_UNAUTHORIZED: {
    reason: 'the registry may not use the storage (OSS) that holds its images',
    help: "Give the service role of Container Registry access to the bucket again; the bucket's policy or the role was changed.",
  },
  TAG_CONFLICT: {
    reason: 'the tag exists at the target with another image, and tags are immutable there',
    help: 'Push under a new tag, or switch tag immutability off at the target, copy, and switch it on again.',
  },
  UNSUPPORTED_FORMAT: {
    reason: 'the service cannot copy an image of this format',
    help: 'Push it in the format of Docker (schema 2) or OCI.',
  },
  INTERNAL_ERROR: {
    reason: 'the service failed inside',
    help: 'Copy it again; if it stays, open a ticket with the id of the task.',
  },
  NETWORK_ERROR: { reason: 'the connection between the regions broke', help: 'Copy it again.' },
  DATA_LENGTH_EXCEEDED: { reason: 'the image is larger than the service copies', help: 'Make its layers smaller.' },
};

/** Only these pass by themselves; trying the others again changes nothing. */
export const isPassing = (issue: string): boolean => issue === 'NETWORK_ERROR' || issue === 'INTERNAL_ERROR';

/** Failures of which what is missing at the target may be the cause. */
export const mayLackRoom = (issue: string): boolean => issue === 'INTERNAL_ERROR';

export const issueInWords = (issue: string): string =>
  ISSUES[issue] === undefined ? `the service says ${issue || 'nothing'}` : `${ISSUES[issue].reason} (${issue})`;

export const helpAgainst = (issue: string): string | undefined => ISSUES[issue]?.help;
