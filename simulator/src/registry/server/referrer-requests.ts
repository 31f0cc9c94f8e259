import { type BlobStore, readWhole } from '../blobs/blob-store';
import type { ManifestRecord } from '../content/registry-content';
import type { Digest } from '../protocol/digest';
import { LARGEST_MANIFEST, OCI_INDEX, parseManifest } from '../protocol/manifest';
import { nextLink } from '../protocol/paging';
import { type Handler, jsonAnswer } from './exchange';

interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The answer is an index, and so as large as one may be; what does not fit comes on the next page. */
const LARGEST_PAGE = LARGEST_MANIFEST - 1024;

/** What refers to a manifest. It is never unknown: a client that is told so would keep its own list as a tag. */
export const listReferrers: Handler<'referrers'> = async ({ content, blobs }, { route, query }) => {
  const { repository: name, digest: subject } = route;
  const artifactType = query.get('artifactType');
  const last = query.get('last') ?? '';
  const referrers = [...(content.find(name)?.manifests.entries() ?? [])]
    .filter(([digest, record]) => record.subject === subject && digest > last)
    .filter(([, record]) => artifactType === null || record.artifactType === artifactType)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const manifests = await firstPage(blobs, referrers);
  const headers: Record<string, string> = artifactType === null ? {} : { 'oci-filters-applied': 'artifactType' };
  if (manifests.length < referrers.length) {
    const more = { ...(artifactType !== null && { artifactType }), last: manifests[manifests.length - 1].digest };
    headers.link = nextLink(`/v2/${name}/referrers/${subject}`, more);
  }
  return jsonAnswer(200, { schemaVersion: 2, mediaType: OCI_INDEX, manifests }, headers, OCI_INDEX);
};

async function firstPage(blobs: BlobStore, referrers: [Digest, ManifestRecord][]): Promise<Descriptor[]> {
  const page: Descriptor[] = [];
  let size = 0;
  for (const [digest, record] of referrers) {
    const descriptor = await descriptorOf(blobs, digest, record);
    size += JSON.stringify(descriptor).length + 1;
    if (size > LARGEST_PAGE && page.length > 0) {
      break;
    }
    page.push(descriptor);
  }
  return page;
}

/** Annotations may be long: they are read when they are asked for. */
async function descriptorOf(blobs: BlobStore, digest: Digest, record: ManifestRecord): Promise<Descriptor> {
  const { mediaType, size, artifactType } = record;
  const { annotations } = parseManifest(await readWhole(blobs, digest), mediaType);
  return { mediaType, digest, size, artifactType, annotations };
}
