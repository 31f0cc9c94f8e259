import logUpdate from 'log-update';
import type { JourneyEvent } from '../copies/journey-events';
import type { Output } from '../session/output';
import { pinnedName } from './image-text';
import { duration } from './text';
import { TimedLog, firstOf } from './timed-log';

/** Shows how images travel. */
export interface CopyProgress {
  show(event: JourneyEvent): void;
  /** A line that stays. */
  say(text: string): void;
  /** A line that the next one replaces; in a log, only where nothing else is new. */
  note(text: string): void;
  close(): void;
}

export interface CopyProgressOptions {
  /** Whether a line stays for each copy that has ended; not where the result names each. */
  readonly tellsEnds?: boolean;
}

/** Live on a terminal, plain lines anywhere else. */
export const createCopyProgress = (output: Output, { tellsEnds = true }: CopyProgressOptions = {}): CopyProgress =>
  output.stderr.isTTY && process.env.TERM !== 'dumb'
    ? new LiveCopies(output, tellsEnds)
    : new PlainCopies(output, tellsEnds);

/** One line for what has happened; nothing for what only a live line shows. */
export function eventLine(event: JourneyEvent): string | undefined {
  switch (event.kind) {
    case 'started':
      return `> ${pinnedName(event.image)}  ${event.target.region}  copy started${event.after === undefined ? '' : ` again: ${event.after}`}`;
    case 'moved':
      return `! ${pinnedName(event.image)}  moved to ${event.image.digest}; following it`;
    case 'state':
      return `. ${pinnedName(event.image)}  ${event.target.region}  ${event.state}`;
    case 'ended': {
      const { image, target, result, seconds, reason } = event.arrival;
      const sign = result === 'there' ? '+' : 'x';
      const took = seconds === undefined ? '' : `  ${seconds.toFixed(1)} s`;
      return `${sign} ${pinnedName(image)}  ${target.region}  ${result}${took}${result === 'there' || !reason ? '' : `: ${reason}`}`;
    }
    case 'confirming':
      return undefined;
  }
}

class PlainCopies implements CopyProgress {
  private readonly log: TimedLog;
  private readonly pending = new Map<string, { readonly text: string; readonly since: number }>();
  private noted = '';

  constructor(
    output: Output,
    private readonly tellsEnds: boolean,
  ) {
    this.log = new TimedLog(output, () => this.waitedFor());
  }

  show(event: JourneyEvent): void {
    const line = eventLine(event);
    if (line === undefined) {
      return;
    }
    const key = keyOf(event);
    if (event.kind === 'ended') {
      this.pending.delete(key!);
    } else if (key !== undefined) {
      this.pending.set(key, { text: line.slice(2), since: this.pending.get(key)?.since ?? Date.now() });
    }
    if (this.tellsEnds || event.kind !== 'ended') {
      this.say(line);
    }
  }

  say(text: string): void {
    this.log.say(text);
  }

  note(text: string): void {
    this.noted = text;
  }

  close(): void {
    this.log.close();
  }

  private waitedFor(): string | undefined {
    const copies = [...this.pending.values()].map(({ text, since }) => `${text} for ${duration(Date.now() - since)}`);
    const all = [...(this.noted === '' ? [] : [this.noted]), ...copies];
    return all.length === 0 ? undefined : `but waiting: ${firstOf(all)}`;
  }
}

/** What is shown in one line from its beginning to its end; nothing for what stands by itself. */
function keyOf(event: JourneyEvent): string | undefined {
  if (event.kind === 'moved' || event.kind === 'confirming') {
    return undefined;
  }
  const { image, target } = event.kind === 'ended' ? event.arrival : event;
  return `${pinnedName(image)} ${target.instanceId}`;
}

const FRAMES = ['|', '/', '-', '\\'];
const FRAME_MILLISECONDS = 120;

class LiveCopies implements CopyProgress {
  private readonly lines = new Map<string, { text: string; since: number }>();
  private readonly update: logUpdate.LogUpdate;
  private readonly timer: NodeJS.Timeout;
  private noted = '';
  private frame = 0;

  constructor(
    private readonly output: Output,
    private readonly tellsEnds: boolean,
  ) {
    this.update = logUpdate.create(output.stderr);
    this.timer = setInterval(() => this.draw(), FRAME_MILLISECONDS);
    output.around = write => {
      this.update.clear();
      write();
      this.draw();
    };
  }

  show(event: JourneyEvent): void {
    const line = eventLine(event);
    if (line === undefined) {
      return;
    }
    const key = keyOf(event);
    if (key === undefined) {
      return this.say(line);
    }
    if (event.kind === 'ended') {
      const { green, red } = this.output.progressColours;
      this.lines.delete(key);
      if (!this.tellsEnds) {
        return this.draw();
      }
      return this.say(event.arrival.result === 'there' ? green(line) : red(line));
    }
    this.lines.set(key, { text: line.slice(2), since: this.lines.get(key)?.since ?? Date.now() });
    this.draw();
  }

  say(text: string): void {
    this.output.progress(text);
  }

  note(text: string): void {
    this.noted = text;
  }

  close(): void {
    clearInterval(this.timer);
    this.output.around = undefined;
    this.update.clear();
    this.update.done();
  }

  private draw(): void {
    const { columns = 80, rows = 24 } = this.output.stderr;
    const sign = FRAMES[this.frame++ % FRAMES.length];
    const room = Math.max(1, rows - 2);
    const texts = [...this.lines.values()].map(({ text, since }) => `${sign} ${text}  ${duration(Date.now() - since)}`);
    const shown = this.noted === '' ? texts : [`${sign} ${this.noted}`, ...texts];
    const more = shown.length > room ? [`  and ${shown.length - room + 1} more`] : [];
    const lines = [...shown.slice(0, more.length > 0 ? room - 1 : room), ...more].map(text =>
      text.slice(0, columns - 1),
    );
    if (lines.length === 0) {
      return this.update.clear();
    }
    this.update(this.output.clean(lines.join('\n')));
  }
}
