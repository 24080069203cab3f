import { readFileSync } from 'node:fs';

const LOOK_MS = 500;

/**
 * Calls back once when the npm that started us is gone. Killed with `kill -9` it takes nobody along, and what it leaves behind would hold
 * ports and data against the next start.
 */
export function onOrphaned(tell: () => void, starter: () => number = starterOf): () => void {
  const first = starter();
  const look = setInterval(() => {
    if (starter() === first) return;
    clearInterval(look);
    tell();
  }, LOOK_MS);
  look.unref();
  return () => clearInterval(look);
}

/** npm runs a script through a shell, which outlives it; then npm is the shell's parent. */
function starterOf(): number {
  const parent = process.ppid;
  try {
    // `pid (command) state ppid …`; the command itself may hold blanks and parentheses.
    const [, command = '', rest = ''] = /\((.*)\) (.*)$/s.exec(readFileSync(`/proc/${parent}/stat`, 'utf8')) ?? [];
    return /^(ba|da|a)?sh$/.test(command) ? Number(rest.split(' ')[1]) : parent;
  } catch {
    return parent; // no /proc here, or the parent went this moment: then it is another one next time
  }
}
