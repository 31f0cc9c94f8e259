import type { DeployEvent } from '../deployment/events';
import type { DeclaredStack } from '../domain/model';
import type { Output } from '../session/output';
import { endedLine, leftText } from './ended-line';
import type { Progress } from './progress';
import type { Line, Running } from './running';
import { duration } from './text';

/** Milliseconds without a word after which one is said, at first and at most. */
const SILENCE = 8_000;
const LONGEST_SILENCE = 60_000;
const LOOK = 1_000;
/** Stacks that are named when nothing is new. */
const NAMED = 3;

/** Lines with their times, for logs; whoever reads along is told now and then that all goes on. */
export class PlainProgress implements Progress {
  private readonly timer: NodeJS.Timeout;
  private spoke = Date.now();
  private patience = SILENCE;

  constructor(
    private readonly state: Running,
    private readonly output: Output,
  ) {
    this.timer = setInterval(() => this.beat(), LOOK);
  }

  show(event: DeployEvent): void {
    this.state.see(event);
    if (event.kind === 'status') {
      this.say(`    ${event.stack.name}  ${event.status}`);
    }
    if (event.kind === 'resource') {
      this.say(`    ${event.stack.name}  ${event.event.logicalId}  ${event.event.status}`);
    }
    if (event.kind === 'ended') {
      this.say(endedLine(event.outcome, this.state));
    }
  }

  say(text: string): void {
    this.patience = SILENCE;
    this.write(text);
  }

  running(): DeclaredStack[] {
    return this.state.lines().map(({ stack }) => stack);
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** Seldom and more seldom: a log of an hour is to be read. */
  private beat(): void {
    const lines = this.state.lines();
    if (lines.length === 0 || Date.now() - this.spoke < this.patience) {
      return;
    }
    const more = lines.length > NAMED ? `; and ${lines.length - NAMED} more` : '';
    const named = lines.slice(0, NAMED).map(lineText).join('; ');
    this.patience = Math.min(LONGEST_SILENCE, this.patience * 2);
    this.write(`    nothing new after ${duration(this.state.elapsed)}${leftText(this.state)}: ${named}${more}`);
  }

  private write(text: string): void {
    this.spoke = Date.now();
    this.output.progress(`${new Date(this.spoke).toISOString().slice(11, 19)}Z ${text}`);
  }
}

const lineText = ({ stack, since, status, resource }: Line): string =>
  [stack.name, status, ...(resource === '' ? [] : [resource]), `for ${duration(Date.now() - since)}`].join(' ');
