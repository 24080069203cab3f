import type { Refusal } from '../refusal.ts';

/** Takes blocks of a text one after the other; a refusal ends it. */
export type TakeBlock = (block: string) => Refusal | undefined;

export interface TextBlocks {
  write(text: string): Refusal | undefined;
  /** Hands over what is left. */
  end(): Refusal | undefined;
}

/** UTF-16 code units. Small enough to be dropped soon, large enough that few elements are cut. */
const BLOCK = 65_536;

/**
 * Cuts a text that comes in pieces of any length into blocks that do not depend on where those pieces end. A block ends
 * after a `>` where it can, and never between the halves of a surrogate pair or of a line end. A byte order mark in
 * front is left out.
 */
export function textBlocks(take: TakeBlock): TextBlocks {
  let waiting: string[] = [];
  let length = 0;
  let started = false;

  const handOver = (text: string, last: boolean): Refusal | undefined => {
    let from = 0;
    if (!started && text.length > 0) {
      started = true;
      from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    }
    while (text.length - from >= BLOCK) {
      const to = cutBefore(text, from, from + BLOCK);
      const refused = take(text.slice(from, to));
      if (refused !== undefined) return refused;
      from = to;
    }
    if (last) return from < text.length ? take(text.slice(from)) : undefined;
    waiting = [text.slice(from)];
    length = text.length - from;
    return undefined;
  };

  return {
    write: (text) => {
      waiting.push(text);
      length += text.length;
      return length < BLOCK ? undefined : handOver(waiting.join(''), false);
    },
    end: () => handOver(waiting.join(''), true),
  };
}

function cutBefore(text: string, from: number, to: number): number {
  const after = text.lastIndexOf('>', to - 1) + 1;
  if (after > from) return after;
  const code = text.charCodeAt(to - 1);
  return code === 0x0d || (code >= 0xd800 && code <= 0xdbff) ? to - 1 : to;
}
