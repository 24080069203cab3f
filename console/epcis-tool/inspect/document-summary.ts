import type { EpcisHead } from '#shared/epcis/document.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import type { Bytes } from '../input/read-input.ts';
import { type EventSummary, headSummary } from './summary.ts';

/** What is in one document. */
export type DocumentSummary = { readonly file: string } & Bytes &
  Partial<ReturnType<typeof headSummary>> &
  EventSummary & {
    /** Events that cannot be read. */
    readonly refused: number;
    /** False when a part of it cannot be read. */
    readonly readable: boolean;
  };

/** Puts together what was found out about a document; of one that breaks off, what stood before. */
export function documentSummary(
  file: string,
  { head, about }: { head: EpcisHead | Refusal; about: Bytes },
  events: EventSummary,
  refused: number,
): DocumentSummary {
  const around = isRefusal(head) ? {} : headSummary(head);
  return { file, readable: !isRefusal(head) && refused === 0, ...about, ...around, ...events, refused };
}
