import { open } from 'node:fs/promises';
import { temporaryFile } from '../terminal/temporary-files.ts';
import { type Input, openInput } from './input.ts';

/** The same input as one that can be read twice: what comes in through a pipe is first put into a temporary file. Throws `Unreadable`. */
export async function spooled(input: Input): Promise<Input> {
  if (input.again) return input;
  const path = temporaryFile('input');
  const file = await open(path, 'w', 0o600);
  try {
    for await (const piece of input.pieces()) await file.writeFile(piece);
  } finally {
    await file.close();
  }
  return { ...(await openInput(path)), name: input.name };
}
