import type { Digest } from '../protocol/digest';
import type { Release } from './blob-store';

/** Remembers which blobs somebody is about to refer to, so that a collection leaves them alone. */
export class Holds {
  private readonly held = new Map<Digest, number>();
  /** What was held at any moment since the collection under way began; undefined while there is none. */
  private spared: Set<Digest> | undefined;
  private lastCollection: Promise<unknown> = Promise.resolve();

  hold(digest: Digest): Release {
    this.held.set(digest, (this.held.get(digest) ?? 0) + 1);
    this.spared?.add(digest);
    let released = false;
    return () => {
      if (released) {
        return;
      }
      released = true;
      const left = (this.held.get(digest) as number) - 1;
      if (left > 0) {
        this.held.set(digest, left);
      } else {
        this.held.delete(digest);
      }
    };
  }

  /** Runs one collection after the other; `isHeld` tells what was held since it began, and so may be referred to by now. */
  during<T>(collection: (isHeld: (digest: Digest) => boolean) => Promise<T>): Promise<T> {
    const run = this.lastCollection.then(async () => {
      const spared = (this.spared = new Set(this.held.keys()));
      return collection(digest => spared.has(digest)).finally(() => (this.spared = undefined));
    });
    this.lastCollection = run.catch(() => undefined);
    return run;
  }
}
