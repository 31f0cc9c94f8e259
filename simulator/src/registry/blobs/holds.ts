import type { Digest } from '../protocol/digest';
import type { Release } from './blob-store';

/** Remembers which blobs somebody is about to refer to, so that a collection leaves them alone. */
export class Holds {
  private readonly held = new Map<Digest, number>();
  /** For each collection under way: what was held at any moment since it began. */
  private readonly spared = new Set<Set<Digest>>();

  hold(digest: Digest): Release {
    this.held.set(digest, (this.held.get(digest) ?? 0) + 1);
    for (const spared of this.spared) spared.add(digest);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const left = (this.held.get(digest) ?? 1) - 1;
      if (left > 0) this.held.set(digest, left);
      else this.held.delete(digest);
    };
  }

  /** Runs a collection; `isHeld` tells it what was held since it began, and so may be referred to by now. */
  async during<T>(collection: (isHeld: (digest: Digest) => boolean) => Promise<T>): Promise<T> {
    const spared = new Set(this.held.keys());
    this.spared.add(spared);
    try {
      return await collection(digest => spared.has(digest));
    } finally {
      this.spared.delete(spared);
    }
  }
}
