import type { DeployEvent } from '../deployment/events';
import type { DeclaredStack } from '../domain/model';

/** A stack that is being worked on now. */
export interface Line {
  readonly stack: DeclaredStack;
  readonly since: number;
  status: string;
  resource: string;
}

/** What runs, what waits, and how long both will probably take, by what was seen so far. */
export class Running {
  private readonly active = new Map<DeclaredStack, Line>();
  private readonly waiting: Set<DeclaredStack>;
  private readonly began: number;
  private readonly took = new Map<DeclaredStack['role'], number[]>();
  done = 0;

  /**
   * @param all every stack that has a turn
   * @param concurrency how many have it at a time
   */
  constructor(
    private readonly all: readonly DeclaredStack[],
    private readonly concurrency: number,
    private readonly now: () => number = Date.now,
  ) {
    this.waiting = new Set(all);
    this.began = now();
  }

  get total(): number {
    return this.all.length;
  }

  get elapsed(): number {
    return this.now() - this.began;
  }

  /** The oldest first. */
  lines(): Line[] {
    return [...this.active.values()];
  }

  see(event: DeployEvent): void {
    if (event.kind === 'ended') {
      this.end(event.outcome.stack, event.outcome.result, event.outcome.milliseconds);
      return;
    }
    if (event.kind === 'paused') {
      this.active.delete(event.stack);
      this.waiting.add(event.stack);
      return;
    }
    const line = this.lineOf(event.stack);
    if (event.kind === 'status') {
      line.status = event.status;
    }
    if (event.kind === 'resource') {
      line.resource = `${event.event.logicalId} ${event.event.status}`;
    }
  }

  private end(stack: DeclaredStack, result: string, milliseconds = 0): void {
    this.done++;
    this.active.delete(stack);
    this.waiting.delete(stack);
    if (result === 'deployed' || result === 'deleted') {
      this.took.set(stack.role, [...(this.took.get(stack.role) ?? []), milliseconds]);
    }
  }

  private lineOf(stack: DeclaredStack): Line {
    const known = this.active.get(stack);
    if (known !== undefined) {
      return known;
    }
    const made = { stack, since: this.now(), status: 'starting', resource: '' };
    this.active.set(stack, made);
    this.waiting.delete(stack);
    return made;
  }

  /** Milliseconds until all is done, if what is left takes as long as its like did; undefined before there was any. */
  left(): number | undefined {
    const rest = [...this.waiting, ...this.active.keys()];
    if (rest.length === 0 || rest.some(({ role }) => !this.took.has(role))) {
      return undefined;
    }
    const running = this.lines().map(({ stack, since }) => this.usual(stack.role) - (this.now() - since));
    const roles = new Set([...this.waiting].map(({ role }) => role));
    const turns = [...roles].map(role => {
      const number = [...this.waiting].filter(stack => stack.role === role).length;
      return Math.ceil(number / this.concurrency) * this.usual(role);
    });
    return Math.max(0, ...running) + turns.reduce((sum, time) => sum + time, 0);
  }

  private usual(role: DeclaredStack['role']): number {
    const times = this.took.get(role)!;
    return times.reduce((sum, time) => sum + time, 0) / times.length;
  }
}
