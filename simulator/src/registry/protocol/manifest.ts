import { type Digest, isDigest } from './digest';
import { RegistryError } from './errors';
import { shown } from './shown';

export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_IMAGE = 'application/vnd.oci.image.manifest.v1+json';
const IMAGE_TYPES = [OCI_IMAGE, 'application/vnd.docker.distribution.manifest.v2+json'];
const INDEX_TYPES = [OCI_INDEX, 'application/vnd.docker.distribution.manifest.list.v2+json'];
const MANIFEST_TYPES = [...IMAGE_TYPES, ...INDEX_TYPES];
/** Layers that are fetched from elsewhere, so that no registry needs to hold them. */
const FOREIGN_LAYER = /^application\/vnd\.(oci\.image\.layer\.nondistributable|docker\.image\.rootfs\.foreign)\./;

/** The specification asks for at least so much. */
export const LARGEST_MANIFEST = 4 * 1024 * 1024;

export interface Part {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
  /** A layer that lies elsewhere: it may be missing here. */
  readonly foreign: boolean;
}

/** What the registry needs to know of a manifest; its bytes are kept as they came. */
export interface Manifest {
  readonly mediaType: string;
  /** The configuration and the layers of an image, and what an index lists beside manifests, such as the layers of a build cache. */
  readonly blobs: readonly Part[];
  /** The manifests that an index lists. */
  readonly manifests: readonly Part[];
  readonly subject?: Digest;
  /** What kind of thing refers to the subject. */
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const invalid = (message: string) => new RegistryError('MANIFEST_INVALID', message);

/** Reads a manifest that was sent with a content type, which may be missing. */
export function parseManifest(bytes: Uint8Array, contentType: string | undefined): Manifest {
  const json = parseObject(bytes);
  const mediaType = mediaTypeOf(json, contentType);
  const isIndex = INDEX_TYPES.includes(mediaType);
  if (json.schemaVersion !== 2) {
    throw invalid(`schemaVersion is ${shown(json.schemaVersion)}, but a manifest of type ${mediaType} has 2.`);
  }
  const listed = isIndex
    ? parts(json.manifests, 'manifests')
    : [part(json.config, 'config'), ...parts(json.layers, 'layers')];
  const isManifest = (one: Part) => isIndex && MANIFEST_TYPES.includes(one.mediaType);
  return {
    mediaType,
    blobs: listed.filter(one => !isManifest(one)),
    manifests: listed.filter(isManifest),
    subject: json.subject === undefined ? undefined : part(json.subject, 'subject').digest,
    artifactType: artifactType(json, isIndex),
    annotations: isObject(json.annotations) ? (json.annotations as Record<string, string>) : undefined,
  };
}

function parseObject(bytes: Uint8Array): Json {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw invalid(`The manifest is not JSON: ${(error as Error).message}.`);
  }
  if (!isObject(json)) {
    throw invalid('The manifest is JSON, but not an object.');
  }
  return json;
}

function mediaTypeOf(json: Json, contentType: string | undefined): string {
  const sent = contentType?.split(';')[0].trim().toLowerCase();
  const written = json.mediaType;
  if (sent && written !== undefined && sent !== written) {
    throw invalid(`The manifest was sent as ${sent}, but its mediaType is ${shown(written)}. Send it as what it is.`);
  }
  const mediaType = sent || (written ?? (Array.isArray(json.manifests) ? OCI_INDEX : OCI_IMAGE));
  if (typeof mediaType !== 'string' || !MANIFEST_TYPES.includes(mediaType)) {
    throw invalid(`The manifest is of type ${shown(mediaType)}, but this registry takes ${MANIFEST_TYPES.join(', ')}.`);
  }
  return mediaType;
}

function parts(value: unknown, name: string): Part[] {
  if (!Array.isArray(value)) {
    throw invalid(`${name} is ${shown(value)}, but it must be a list.`);
  }
  return value.map((entry, position) => part(entry, `${name}[${position}]`));
}

function part(value: unknown, name: string): Part {
  if (!isObject(value)) {
    throw invalid(`${name} is missing or no object, but it must name a digest, a size and a type.`);
  }
  const { mediaType, digest, size } = value;
  if (!isDigest(digest)) {
    throw invalid(`${name}.digest is ${shown(digest)}, but it must be a digest by sha256 or sha512.`);
  }
  if (typeof mediaType !== 'string') {
    throw invalid(`${name}.mediaType is missing, but it must be a text.`);
  }
  if (!Number.isSafeInteger(size) || (size as number) < 0) {
    throw invalid(`${name}.size is ${shown(size)}, but it must be a number of bytes.`);
  }
  return { mediaType, digest, size: size as number, foreign: FOREIGN_LAYER.test(mediaType) };
}

/** An image without a type of its own is known by its configuration's; an index has none then. */
function artifactType(json: Json, isIndex: boolean): string | undefined {
  if (typeof json.artifactType === 'string' && json.artifactType !== '') {
    return json.artifactType;
  }
  return isIndex ? undefined : (json.config as { mediaType: string }).mediaType;
}
