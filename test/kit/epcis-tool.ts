import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { runTool } from '../../console/epcis-tool/run-tool.ts';
import { terminal } from '../../console/epcis-tool/terminal/terminal.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface ToolRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** The lines of standard output, without the last line end. */
  readonly lines: readonly string[];
}

const main = join(import.meta.dirname, '../../console/epcis-tool/main.ts');

/** Runs the real command as a process of its own. */
export function epcisTool(
  args: readonly string[],
  given: { stdin?: string | Uint8Array; cwd?: string } = {},
): Promise<ToolRun> {
  const child = startTool(args, given.cwd);
  const read = (stream: NodeJS.ReadableStream) => {
    const pieces: Buffer[] = [];
    stream.on('data', (piece: Buffer) => pieces.push(piece));
    return () => Buffer.concat(pieces).toString('utf8');
  };
  const [out, err] = [read(child.stdout), read(child.stderr)];
  // It may have ended before it read everything.
  child.stdin.on('error', () => {});
  child.stdin.end(given.stdin ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const text = out();
      resolve({ code, out: text, err: err(), lines: linesOf(text) });
    });
  });
}

/** Runs the command in this process: quicker, but not from standard input. */
export async function epcisToolHere(...args: string[]): Promise<ToolRun> {
  const said = { out: '', err: '' };
  const stream = (name: 'out' | 'err') =>
    new Writable({
      decodeStrings: false,
      write: (text: string, _encoding, done) => {
        said[name] += text;
        done();
      },
    });
  const [out, err] = [stream('out'), stream('err')];
  const code = await runTool(args, {
    terminal: ({ quiet = false }) => terminal(out, err, { quiet }),
    now: () => 0,
    time: () => '2026-03-01T12:00:00.000Z',
  });
  return { code, ...said, lines: linesOf(said.out) };
}

const linesOf = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/** Starts the command and leaves its streams to the test. */
export const startTool = (args: readonly string[], cwd?: string) =>
  spawn(process.execPath, [main, ...args], { stdio: 'pipe', ...(cwd === undefined ? {} : { cwd }) });

/** A folder for documents of a test. */
export function documentFolder() {
  const folder = temporaryFolder();
  const path = (name: string) => join(folder.path, name);
  return {
    ...folder,
    in: path,
    /** Writes a document and answers where. */
    write(name: string, content: string | Uint8Array): string {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), content);
      return path(name);
    },
  };
}
