import type { DeployEvent, StackOutcome } from '../deployment/events';
import type { DeclaredStack } from '../domain/model';
import type { Output } from '../session/output';
import { endedLine, leftText, pausedLine } from './ended-line';
import { type Drawing, LiveLines } from './live-lines';
import type { Progress } from './progress';
import type { Line, Running } from './running';
import { duration } from './text';

/** Lines that change in place, for a terminal. */
export class LiveProgress implements Progress {
  private readonly live: LiveLines;

  constructor(
    private readonly state: Running,
    private readonly output: Output,
  ) {
    this.live = new LiveLines(output, sign => this.drawing(sign));
  }

  show(event: DeployEvent): void {
    this.state.see(event);
    if (event.kind === 'ended') {
      this.say(this.coloured(event.outcome, endedLine(event.outcome, this.state)));
    } else if (event.kind === 'paused') {
      this.say(pausedLine(event));
    } else {
      this.live.draw();
    }
  }

  say(text: string): void {
    this.output.progress(text);
  }

  running(): DeclaredStack[] {
    return this.state.lines().map(({ stack }) => stack);
  }

  close(): void {
    this.live.close();
  }

  private coloured(outcome: StackOutcome, text: string): string {
    const colours = this.output.progressColours;
    if (outcome.result === 'failed') {
      return colours.red(text);
    }
    return outcome.result === 'skipped' ? colours.yellow(text) : colours.green(text);
  }

  private drawing(sign: string): Drawing {
    return { lines: this.state.lines().map(line => lineText(line, sign)), footer: this.footer() };
  }

  private footer(): string {
    const { done, total, elapsed } = this.state;
    return `  ${done}/${total} done after ${duration(elapsed)}${leftText(this.state)}`;
  }
}

const lineText = ({ stack, since, status, resource }: Line, sign: string): string =>
  `${sign} ${stack.name}  ${status}  ${duration(Date.now() - since)}  ${resource}`;
