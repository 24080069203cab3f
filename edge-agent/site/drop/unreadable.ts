import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Dropped } from './folder.ts';

/** Longer names leave no room for those of their results. */
export const MOST_NAME = 150;

/** Why a file is refused before it is read; undefined when it is not. */
export function unreadable(
  { name, bytes, isFile, isText }: Dropped,
  mostBytes: number,
  rule: string,
): Refusal | undefined {
  const about = { rule };
  if (!isFile) return refuse('unsupported', 'it is no file', { ...about, remedy: 'Drop files, no links or folders.' });
  if (!isText)
    return refuse('malformed', `its name is no UTF-8: ${name}`, {
      ...about,
      remedy: 'Drop it under a name of letters and digits alone.',
    });
  if (name.length > MOST_NAME)
    return refuse('malformed', `a name of ${name.length} characters`, { ...about, remedy: `At most ${MOST_NAME}.` });
  if (bytes <= mostBytes) return undefined;
  return refuse('too-large', `${bytes} bytes`, { ...about, remedy: `Send it in parts of at most ${mostBytes} bytes.` });
}
