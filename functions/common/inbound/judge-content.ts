import { type Item, readSlices } from '#common/capture/read-slices.ts';
import { MOST_PROBLEMS } from '#common/inbound/problems.ts';
import type { EpcisHead } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { hasBegun, hasOnlyEnded } from '#shared/integrity/never-commissioned.ts';
import { stepsOf } from '#shared/integrity/unit-history.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';

/** EPCIS that is to be captured. */
export interface Content {
  readonly document: Uint8Array;
  readonly contentType: string;
}

/** What a document holds, and what is wrong with it. */
export interface Judged {
  readonly head: EpcisHead | undefined;
  /** The first of them, each with its place. */
  readonly refusals: readonly Refusal[];
  /** How many there are beyond those. */
  readonly more: number;
  /** Units (canonical EPCs) that it acts upon and does not begin. */
  readonly acted: ReadonlySet<string>;
  /** Those of them of which it only says that they ended. */
  readonly ended: ReadonlySet<string>;
  /** Units that it begins. */
  readonly begun: ReadonlySet<string>;
}

const SLICE = { events: 500, bytes: 2 * 1024 * 1024 };
/** Units of one document that are remembered; what is wrong with more of them the integrity rules tell after its capture. */
const MOST_UNITS = 200_000;

/**
 * Reads a document of any form, slice by slice, as capture will: events that cannot be stored, what else is against one, and the units that it names. Nothing is stored.
 *
 * @param against what speaks against events of this sender's, asked slice by slice, and against the document as a whole
 */
export async function judgeContent(
  { document, contentType }: Content,
  against: {
    readonly events: (events: readonly { readonly index: number; readonly event: EpcisEvent }[]) => Promise<Refusal[]>;
    readonly head: (head: EpcisHead) => Promise<Refusal[]>;
  },
): Promise<Judged> {
  const [acted, begun, ended] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const refusals: Refusal[] = [];
  let more = 0;
  const note = (found: readonly Refusal[]) => {
    const room = Math.max(0, MOST_PROBLEMS - refusals.length);
    refusals.push(...found.slice(0, room));
    more += Math.max(0, found.length - room);
  };
  const look = async (items: readonly Item[]) => {
    note(items.flatMap((item) => ('event' in item ? [] : [placed(item.refusal, item.index)])));
    note(await against.events(items.filter((item) => 'event' in item)));
    noteUnits(items, { acted, begun, ended });
    return 'go on' as const;
  };
  const read = await readSlices({ pieces: once(document), contentType }, 0, SLICE, look);
  if (read === 'stopped') throw new Error('nothing stops the reading');
  await look(read.rest);
  const { head } = read;
  if (isRefusal(head)) note([head]);
  else note(await against.head(head));
  for (const epc of begun) acted.delete(epc);
  return { head: isRefusal(head) ? undefined : head, refusals, more, acted, ended, begun };
}

const placed = (refusal: Refusal, index: number): Refusal => ({ ...refusal, at: refusal.at ?? `event ${index}` });

type Units = Readonly<Record<'acted' | 'begun' | 'ended', Set<string>>>;

function noteUnits(items: readonly Item[], { acted, begun, ended }: Units): void {
  // Which event it is matters to none of this: ids are places in the document.
  const events = items.flatMap((item) =>
    'event' in item
      ? [
          {
            eventId: item.event.eventID ?? String(item.index),
            recordTime: '',
            captureId: '',
            position: item.index,
            event: item.event,
          },
        ]
      : [],
  );
  for (const [epc, steps] of stepsOf(events))
    if (hasBegun(epc, steps)) begun.add(canonicalEpc(epc));
    else if (acted.size < MOST_UNITS) {
      const unit = canonicalEpc(epc);
      // One that a slice before acted upon otherwise has not only ended.
      if (!hasOnlyEnded(steps)) ended.delete(unit);
      else if (!acted.has(unit)) ended.add(unit);
      acted.add(unit);
    }
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}
