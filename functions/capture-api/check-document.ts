import { type Item, readSlices } from '#common/capture/read-slices.ts';
import { captureLimit, fileSizeLimit } from '#common/epcis/capture-limits.ts';
import type { Request } from '#common/http.ts';
import { mustBeWhole } from '#common/must-be-whole.ts';
import { Refused } from '#common/refused.ts';
import type { ErrorBehaviour } from '#common/store/capture-job-row.ts';
import type { EpcisHead } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';

export interface CheckedDocument {
  readonly head: EpcisHead;
  /** Events, sound and faulty ones. */
  readonly count: number;
  readonly first?: EpcisEvent;
}

const SLICE = { events: 500, bytes: fileSizeLimit };
const upload = 'POST /api/capture-uploads takes larger documents';

/**
 * Reads the document that a request brings. Under `proceed` faults of single events are left to its job.
 *
 * @throws Refused for the first fault, with its place and rule
 */
export async function checkDocument(
  { headers, bytes, text }: Pick<Request, 'headers' | 'bytes' | 'text'>,
  behaviour: ErrorBehaviour,
): Promise<CheckedDocument> {
  if (bytes.length > fileSizeLimit)
    throw tooLarge(`the document has ${bytes.length} bytes, the limit is ${fileSizeLimit}`);
  mustBeWhole({ bytes, text }, 'send it as UTF-8, or through POST /api/capture-uploads, which keeps every byte');
  let count = 0;
  let first: EpcisEvent | undefined;
  const look = (items: readonly Item[]) => {
    for (const item of items) {
      if ('event' in item) first ??= item.event;
      else if (behaviour === 'rollback') throw new Refused(asInvalid(item.refusal));
    }
    count += items.length;
    if (count > captureLimit) throw tooLarge(`the document has more than ${captureLimit} events`);
  };
  const document = { pieces: once(bytes), contentType: headers['content-type'] ?? '' };
  const read = await readSlices(document, 0, SLICE, async (items) => {
    look(items);
    return 'go on';
  });
  if (read === 'stopped') throw new Error('nothing stops the reading');
  look(read.rest);
  if (isRefusal(read.head)) throw new Refused(asInvalid(read.head));
  return { head: read.head, count, ...(first !== undefined && { first }) };
}

/** Whatever is no document with events or master data is not valid here, though another resource may take it. */
const asInvalid = (refusal: Refusal): Refusal =>
  refusal.refused === 'too-large' || refusal.at === 'Content-Type' ? refusal : { ...refusal, refused: 'malformed' };

const tooLarge = (detail: string) =>
  new Refused(refuse('too-large', detail, { rule: 'EPCIS 2.0, REST binding, capture limits', remedy: upload }));

async function* once(bytes: Uint8Array) {
  yield bytes;
}
