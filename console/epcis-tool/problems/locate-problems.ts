import { isRefusal } from '#shared/refusal.ts';
import { textDecoder } from '#shared/wire/decode-text.ts';
import type { Input } from '../input/input.ts';
import { PointerLocator } from './pointer-locator.ts';
import type { Problem } from './problem.ts';

/**
 * The problems of a JSON document with the line and column of what they are about, for which the document is read once
 * more. One that cannot be read again keeps its pointers.
 */
export async function locateProblems(input: Input, problems: readonly Problem[]): Promise<readonly Problem[]> {
  const unplaced = problems.filter(({ line }) => line === undefined);
  if (unplaced.length === 0 || !input.again) return problems;
  const locator = new PointerLocator(unplaced.map(({ path }) => path));
  const decoder = textDecoder();
  const read = (text: string | object) => {
    if (!isRefusal(text)) locator.write(String(text));
    return !isRefusal(text);
  };
  for await (const piece of input.pieces()) if (!read(decoder.write(piece))) return problems;
  if (!read(decoder.end())) return problems;
  return problems.map((one) => (one.line === undefined ? { ...one, ...locator.placeOf(one.path) } : one));
}
