import type { DeployEvent } from '../deployment/events';
import type { DeclaredStack } from '../domain/model';
import type { Output } from '../session/output';
import { endedLine, leftText, pausedLine } from './ended-line';
import type { Progress } from './progress';
import type { Line, Running } from './running';
import { duration } from './text';
import { TimedLog, firstOf } from './timed-log';

/** A line for each thing that happens. */
export class PlainProgress implements Progress {
  private readonly log: TimedLog;

  constructor(
    private readonly state: Running,
    output: Output,
  ) {
    this.log = new TimedLog(output, () => this.pending());
  }

  show(event: DeployEvent): void {
    this.state.see(event);
    if (event.kind === 'status') {
      this.say(`    ${event.stack.name}  ${event.status}`);
    }
    if (event.kind === 'resource') {
      this.say(`    ${event.stack.name}  ${event.event.logicalId}  ${event.event.status}`);
    }
    if (event.kind === 'paused') {
      this.say(pausedLine(event));
    }
    if (event.kind === 'ended') {
      this.say(endedLine(event.outcome, this.state));
    }
  }

  say(text: string): void {
    this.log.say(text);
  }

  running(): DeclaredStack[] {
    return this.state.lines().map(({ stack }) => stack);
  }

  close(): void {
    this.log.close();
  }

  private pending(): string | undefined {
    const lines = this.state.lines();
    return lines.length === 0
      ? undefined
      : `after ${duration(this.state.elapsed)}${leftText(this.state)}: ${firstOf(lines.map(lineText))}`;
  }
}

const lineText = ({ stack, since, status, resource }: Line): string =>
  [stack.name, status, ...(resource === '' ? [] : [resource]), `for ${duration(Date.now() - since)}`].join(' ');
