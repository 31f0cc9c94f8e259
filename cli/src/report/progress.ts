import logUpdate from 'log-update';
import type { DeployEvent, StackOutcome } from '../deployment/events';
import type { DeclaredStack } from '../domain/model';
import type { Output } from '../session/output';
import { duration } from './text';

/** Shows how the work goes on. */
export interface Progress {
  show(event: DeployEvent): void;
  /** A line that stays. */
  say(text: string): void;
  /** Stacks that are being worked on now. */
  running(): DeclaredStack[];
  close(): void;
}

/** Live on a terminal, plain lines anywhere else. */
export function createProgress(total: number, output: Output): Progress {
  return output.stderr.isTTY && process.env.TERM !== 'dumb'
    ? new LiveProgress(total, output)
    : new PlainProgress(total, output);
}

const SYMBOLS = { deployed: '+', deleted: '-', unchanged: '.', absent: '.', failed: 'x', skipped: '!' } as const;

/** One line for a stack that has ended. */
export function endedLine(outcome: StackOutcome, done: number, total: number): string {
  const { stack, result } = outcome;
  const number = `${String(done).padStart(String(total).length)}/${total}`;
  return `${number} ${SYMBOLS[result]} ${stack.name}  ${stack.region}  ${result}`;
}

class PlainProgress implements Progress {
  private readonly active = new Set<DeclaredStack>();
  private done = 0;

  constructor(
    private readonly total: number,
    private readonly output: Output,
  ) {}

  show(event: DeployEvent): void {
    if (event.kind === 'started') {
      this.active.add(event.stack);
    }
    if (event.kind === 'status') {
      this.say(`    ${event.stack.name}  ${event.status}`);
    }
    if (event.kind === 'resource') {
      this.say(`    ${event.stack.name}  ${event.event.logicalId}  ${event.event.status}`);
    }
    if (event.kind === 'ended') {
      this.active.delete(event.outcome.stack);
      this.say(endedLine(event.outcome, ++this.done, this.total));
    }
  }

  say(text: string): void {
    this.output.progress(text);
  }

  running(): DeclaredStack[] {
    return [...this.active];
  }

  close(): void {
    this.active.clear();
  }
}

const FRAMES = ['|', '/', '-', '\\'];
const FRAME_MILLISECONDS = 120;

interface Line {
  readonly stack: DeclaredStack;
  readonly since: number;
  status: string;
  resource: string;
}

class LiveProgress implements Progress {
  private readonly lines = new Map<DeclaredStack, Line>();
  private readonly update: logUpdate.LogUpdate;
  private readonly timer: NodeJS.Timeout;
  private done = 0;
  private frame = 0;

  constructor(
    private readonly total: number,
    private readonly output: Output,
  ) {
    this.update = logUpdate.create(output.stderr);
    this.timer = setInterval(() => this.draw(), FRAME_MILLISECONDS);
  }

  show(event: DeployEvent): void {
    if (event.kind === 'ended') {
      this.lines.delete(event.outcome.stack);
      this.say(this.coloured(event.outcome, endedLine(event.outcome, ++this.done, this.total)));
      return;
    }
    const line = this.lineOf(event.stack);
    if (event.kind === 'status') {
      line.status = event.status;
    }
    if (event.kind === 'resource') {
      line.resource = `${event.event.logicalId} ${event.event.status}`;
    }
    this.draw();
  }

  say(text: string): void {
    this.update.clear();
    this.output.progress(text);
    this.draw();
  }

  running(): DeclaredStack[] {
    return [...this.lines.keys()];
  }

  close(): void {
    clearInterval(this.timer);
    this.update.clear();
    this.update.done();
  }

  private lineOf(stack: DeclaredStack): Line {
    const known = this.lines.get(stack);
    if (known !== undefined) {
      return known;
    }
    const made = { stack, since: Date.now(), status: 'starting', resource: '' };
    this.lines.set(stack, made);
    return made;
  }

  private coloured(outcome: StackOutcome, text: string): string {
    const colours = this.output.progressColours;
    if (outcome.result === 'failed') {
      return colours.red(text);
    }
    return outcome.result === 'skipped' ? colours.yellow(text) : colours.green(text);
  }

  private draw(): void {
    if (this.lines.size === 0) {
      return this.update.clear();
    }
    const width = this.output.stderr.columns || 80;
    const room = Math.max(1, (this.output.stderr.rows || 24) - 2);
    const sign = FRAMES[this.frame++ % FRAMES.length];
    const texts = [...this.lines.values()].map(line => this.lineText(line, sign).slice(0, width - 1));
    const more = texts.length > room ? [`  and ${texts.length - room + 1} more`] : [];
    this.update(this.output.clean([...texts.slice(0, more.length > 0 ? room - 1 : room), ...more].join('\n')));
  }

  private lineText({ stack, since, status, resource }: Line, sign: string): string {
    return `${sign} ${stack.name}  ${status}  ${duration(Date.now() - since)}  ${resource}`;
  }
}
