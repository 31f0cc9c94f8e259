import type { JourneyEvent } from '../copies/journey-events';
import type { Output } from '../session/output';
import { pinnedName } from './image-text';
import { type Drawing, LiveLines } from './live-lines';
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

class LiveCopies implements CopyProgress {
  private readonly lines = new Map<string, { text: string; since: number }>();
  private readonly live: LiveLines;
  private noted = '';

  constructor(
    private readonly output: Output,
    private readonly tellsEnds: boolean,
  ) {
    this.live = new LiveLines(output, sign => this.drawing(sign));
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
        return this.live.draw();
      }
      return this.say(event.arrival.result === 'there' ? green(line) : red(line));
    }
    this.lines.set(key, { text: line.slice(2), since: this.lines.get(key)?.since ?? Date.now() });
    this.live.draw();
  }

  say(text: string): void {
    this.output.progress(text);
  }

  note(text: string): void {
    this.noted = text;
  }

  close(): void {
    this.live.close();
  }

  private drawing(sign: string): Drawing {
    const texts = [...this.lines.values()].map(({ text, since }) => `${sign} ${text}  ${duration(Date.now() - since)}`);
    return { lines: this.noted === '' ? texts : [`${sign} ${this.noted}`, ...texts] };
  }
}
