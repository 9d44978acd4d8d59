/**
 * The app's log as Forge keeps it: 100 lines for every minute a function may run, 200 KB an invocation.
 */
import { appendFileSync } from 'node:fs';

export interface LogLine {
  readonly at: string;
  readonly invocation: string;
  readonly functionKey: string;
  readonly level: string;
  readonly text: string;
}

const KEPT = 5000;
const LINES_PER_MINUTE = 100;
const BYTES = 200 * 1024;

export class Log {
  readonly lines: LogLine[] = [];

  /** @param file where lines are appended too; null: in memory only */
  constructor(private readonly file: string | null) {}

  private add(line: LogLine): void {
    this.lines.push(line);
    if (this.lines.length > KEPT) this.lines.shift();
    if (this.file !== null) appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }

  /** A place for the lines of one invocation; what is over the limits is dropped, as on Forge. */
  forInvocation(invocation: string, functionKey: string, minutes: number): (level: string, text: string) => void {
    let lines = 0;
    let bytes = 0;
    return (level, text) => {
      lines += 1;
      bytes += Buffer.byteLength(text);
      if (lines > LINES_PER_MINUTE * Math.max(1, minutes) || bytes > BYTES) return;
      this.add({ at: new Date().toISOString(), invocation, functionKey, level, text });
    };
  }
}
