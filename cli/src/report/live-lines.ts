import logUpdate from 'log-update';
import type { Output } from '../session/output';

const FRAMES = ['|', '/', '-', '\\'];
const FRAME_MILLISECONDS = 120;

/** What is drawn at a moment; nothing where nothing runs. */
export interface Drawing {
  /** A line for each thing that runs; those that find no room are counted. */
  readonly lines: readonly string[];
  /** Always the last. */
  readonly footer?: string;
}

/** Lines at the foot of a terminal that change in place; what is said meanwhile stands above them. */
export class LiveLines {
  private readonly update: logUpdate.LogUpdate;
  private readonly timer: NodeJS.Timeout;
  private frame = 0;

  /** @param drawing gets the sign by which lines show that they live */
  constructor(
    private readonly output: Output,
    private readonly drawing: (sign: string) => Drawing,
  ) {
    this.update = logUpdate.create(output.stderr);
    this.timer = setInterval(() => this.draw(), FRAME_MILLISECONDS);
    output.around = write => {
      this.update.clear();
      write();
      this.draw();
    };
  }

  draw(): void {
    const { lines, footer } = this.drawing(FRAMES[this.frame++ % FRAMES.length]);
    if (lines.length === 0) {
      return this.update.clear();
    }
    const last = footer === undefined ? [] : [footer];
    const width = this.output.stderr.columns || 80;
    const room = Math.max(1, (this.output.stderr.rows || 24) - 2 - last.length);
    const more = lines.length > room ? [`  and ${lines.length - room + 1} more`] : [];
    const shown = [...lines.slice(0, more.length > 0 ? room - 1 : room), ...more, ...last];
    this.update(this.output.clean(shown.map(text => text.slice(0, width - 1)).join('\n')));
  }

  close(): void {
    clearInterval(this.timer);
    this.output.around = undefined;
    this.update.clear();
    this.update.done();
  }
}
