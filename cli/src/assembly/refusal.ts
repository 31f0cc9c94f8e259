/** How an error of any language begins: what it is, behind what other errors it comes from. */
const ERROR = /^(?:[\w.$]*(?:Error|Exception): )+(\[[^\]\n]+\] .*)$/;
/** Where a trace goes on after the text of an error. */
const TRACE = /^\s*$|^\s+at |^\s*File "|^Traceback |^The above exception /;

/** Finds in what an app says why the library refuses it: one sentence or a list, between the lines of a trace. */
export class RefusalReader {
  private lines: string[] = [];
  private isOpen = false;

  read(text: string): void {
    text
      .replace(/\n$/, '')
      .split('\n')
      .forEach(line => this.see(line));
  }

  /** What was said last; undefined where nothing was refused. */
  text(): string | undefined {
    return this.lines.length === 0 ? undefined : this.lines.join('\n');
  }

  private see(line: string): void {
    const [, first] = ERROR.exec(line) ?? [];
    if (first !== undefined) {
      this.lines = [first];
      this.isOpen = true;
    } else if (this.isOpen && !TRACE.test(line)) {
      this.lines.push(line);
    } else {
      this.isOpen = false;
    }
  }
}
