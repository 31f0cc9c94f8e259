const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Seeded random numbers (mulberry32). The state is one integer of the world, so it is saved and restored with it. */
export class Random {
  constructor(private readonly holder: { random: number }) {}

  /** A number from 0 up to, but not including, 1. */
  next(): number {
    this.holder.random = (this.holder.random + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.holder.random ^ (this.holder.random >>> 15), 1 | this.holder.random);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** An id in the manner of the services: `cri-` and sixteen letters and digits. */
  id(prefix: string, length = 16): string {
    return prefix + Array.from({ length }, () => LETTERS[Math.floor(this.next() * LETTERS.length)]).join('');
  }

  uuid(): string {
    const hex = Array.from({ length: 32 }, () => Math.floor(this.next() * 16).toString(16)).join('');
    return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join(
      '-',
    );
  }
}
