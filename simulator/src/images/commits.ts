/** Saves once for all that ask at the same moment, and answers when their changes are safe. */
export class Commits {
  private next: Promise<void> | undefined;

  constructor(private readonly save: () => void) {}

  commit(): Promise<void> {
    this.next ??= new Promise<void>((resolve, reject) =>
      setImmediate(() => {
        this.next = undefined;
        try {
          this.save();
          resolve();
        } catch (error) {
          reject(error as Error);
        }
      }),
    );
    return this.next;
  }
}
