import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import * as v from 'valibot';
import { command, type Plays } from '../control.ts';
import { operations } from './in-turn.ts';
import { type Logins, readKey } from './logins.ts';

/** `hello` is the first that happens: with `wrong-id` another server answers, which has another host key. */
export const plays: Plays = {
  hello: ['refuse', 'wrong-id'],
  login: ['refuse', 'status'],
  ...Object.fromEntries(operations.map((one) => [one, ['refuse', 'status', 'slow', 'no-answer']])),
  read: ['refuse', 'status', 'slow', 'no-answer', 'truncate'],
  write: ['refuse', 'status', 'slow', 'no-answer', 'truncate'],
};

/** What the partner's people do with their files, and whom they let in. */
export function commandsOf(root: string, logins: Logins) {
  const at = (path: string) => join(root, posix.join('/', path));
  const path = v.pipe(v.string(), v.minLength(1), v.maxLength(500));
  return {
    put: command({ do: v.literal('put'), path, text: v.string() }, (wish) => {
      mkdirSync(dirname(at(wish.path)), { recursive: true });
      writeFileSync(at(wish.path), wish.text);
      return undefined;
    }),
    forget: command({ do: v.literal('forget'), path }, (wish) => {
      if (!existsSync(at(wish.path)) || !statSync(at(wish.path)).isFile())
        return { at: '/path', detail: `${wish.path} is no file here` };
      rmSync(at(wish.path));
      return undefined;
    }),
    trust: command({ do: v.literal('trust'), key: v.string() }, (wish) => {
      try {
        logins.keys.push(readKey(wish.key));
        return undefined;
      } catch {
        return { at: '/key', detail: 'this is no line of authorized_keys' };
      }
    }),
  };
}
