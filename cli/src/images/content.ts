/** A part of an image without which it cannot be pulled, or not be trusted. */
export interface Part {
  readonly kind: 'manifest' | 'blob' | 'referrer';
  readonly digest: string;
  /** What it is: a platform, or the kind of what refers to the image. */
  readonly what: string;
  /** What it is a part of, where that was attached to the image and is no part of the image itself. */
  readonly of?: string;
}

/** All that an image consists of at the primary. */
export interface Content {
  readonly digest: string;
  readonly parts: readonly Part[];
}

/** The platform that a manifest of an index is for, such as `linux/arm64`. */
export function platformOf(image: Content, digest: string): string | undefined {
  return image.digest === digest
    ? undefined
    : image.parts.find(part => part.kind === 'manifest' && part.digest === digest)?.what;
}
