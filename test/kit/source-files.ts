import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const ROOMS = /^(infra|functions|edge-agent|shared|console|test)\/.*\.tsx?$/;

/** Every TypeScript file of the repository, tests included, as Git would commit it. */
export function sourceFiles(): SourceFile[] {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\n')
    .filter((path) => ROOMS.test(path) && existsSync(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

export const isTest = (path: string) => path.startsWith('test/') || /\.(test|bench)\.tsx?$/.test(path);
