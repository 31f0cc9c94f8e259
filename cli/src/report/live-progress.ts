import logUpdate from 'log-update';
import type { DeployEvent, StackOutcome } from '../deployment/events';
import type { DeclaredStack } from '../domain/model';
import type { Output } from '../session/output';
import { endedLine, leftText } from './ended-line';
import type { Progress } from './progress';
import type { Line, Running } from './running';
import { duration } from './text';

const FRAMES = ['|', '/', '-', '\\'];
const FRAME_MILLISECONDS = 120;

/** Lines that change in place, for a terminal. */
export class LiveProgress implements Progress {
  private readonly update: logUpdate.LogUpdate;
  private readonly timer: NodeJS.Timeout;
  private frame = 0;

  constructor(
    private readonly state: Running,
    private readonly output: Output,
  ) {
    this.update = logUpdate.create(output.stderr);
    this.timer = setInterval(() => this.draw(), FRAME_MILLISECONDS);
    output.around = write => {
      this.update.clear();
      write();
      this.draw();
    };
  }

  show(event: DeployEvent): void {
    this.state.see(event);
    if (event.kind === 'ended') {
      this.say(this.coloured(event.outcome, endedLine(event.outcome, this.state)));
    } else {
      this.draw();
    }
  }

  say(text: string): void {
    this.output.progress(text);
  }

  running(): DeclaredStack[] {
    return this.state.lines().map(({ stack }) => stack);
  }

  close(): void {
    clearInterval(this.timer);
    this.output.around = undefined;
    this.update.clear();
    this.update.done();
  }

  private coloured(outcome: StackOutcome, text: string): string {
    const colours = this.output.progressColours;
    if (outcome.result === 'failed') {
      return colours.red(text);
    }
    return outcome.result === 'skipped' ? colours.yellow(text) : colours.green(text);
  }

  private draw(): void {
    const lines = this.state.lines();
    if (lines.length === 0) {
      return this.update.clear();
    }
    const width = this.output.stderr.columns || 80;
    const room = Math.max(1, (this.output.stderr.rows || 24) - 3);
    const sign = FRAMES[this.frame++ % FRAMES.length];
    const texts = lines.map(line => lineText(line, sign));
    const more = texts.length > room ? [`  and ${texts.length - room + 1} more`] : [];
    const shown = [...texts.slice(0, more.length > 0 ? room - 1 : room), ...more, this.footer()];
    this.update(this.output.clean(shown.map(text => text.slice(0, width - 1)).join('\n')));
  }

  private footer(): string {
    const { done, total, elapsed } = this.state;
    return `  ${done}/${total} done after ${duration(elapsed)}${leftText(this.state)}`;
  }
}

const lineText = ({ stack, since, status, resource }: Line, sign: string): string =>
  `${sign} ${stack.name}  ${status}  ${duration(Date.now() - since)}  ${resource}`;
