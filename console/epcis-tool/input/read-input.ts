import type { EpcisHead } from '#shared/epcis/document.ts';
import { documentReader, type ReadOptions } from '#shared/epcis/read-document.ts';
import type { EpcisSink } from '#shared/epcis/reader.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { textDecoder } from '#shared/wire/decode-text.ts';
import { progress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Input } from './input.ts';
import { notText } from './not-text.ts';

/** What was found out about the bytes, beside the document. */
export interface Bytes {
  readonly bytes: number;
  readonly encoding?: string;
  readonly syntax?: 'json' | 'xml';
}

export interface Reading extends ReadOptions {
  readonly screen: Terminal;
  readonly now: () => number;
  /** What the progress says is being done. */
  readonly label?: string;
  /** Waits until what the sink wrote elsewhere is out of memory. */
  readonly written?: () => Promise<void>;
}

/**
 * Reads a document from its first byte to its last, event by event, and shows how far it has come. What the sink says
 * is written between two pieces. Throws `Unreadable`.
 */
export async function readInput(
  input: Input,
  sink: EpcisSink,
  { screen, now, label = input.name, written, ...options }: Reading,
): Promise<{ head: EpcisHead | Refusal; about: Bytes }> {
  const shown = progress(screen, { label, total: input.bytes, now });
  const decoder = textDecoder();
  const reader = documentReader(counting(sink, shown.event), options);
  let bytes = 0;
  let failed: Refusal | undefined;
  try {
    for await (const piece of input.pieces()) {
      if (bytes === 0) failed = notText(piece);
      bytes += piece.length;
      failed ??= fed(decoder.write(piece), reader.write);
      if (failed !== undefined) break;
      shown.read(piece.length);
      await written?.();
      await screen.settled();
    }
  } finally {
    shown.end();
  }
  failed ??= fed(decoder.end(), reader.write);
  const encoding = decoder.encoding();
  const syntax = reader.syntax();
  return {
    head: failed ?? reader.end(),
    about: { bytes, ...(encoding === undefined ? {} : { encoding }), ...(syntax === undefined ? {} : { syntax }) },
  };
}

const fed = (text: string | Refusal, write: (text: string) => Refusal | undefined): Refusal | undefined =>
  isRefusal(text) ? text : write(text);

const counting = (sink: EpcisSink, count: () => void): EpcisSink => ({
  event: (event, index, at) => {
    count();
    sink.event(event, index, at);
  },
  refused: (refusals, index) => {
    count();
    sink.refused(refusals, index);
  },
});
