import { type DocumentBytes, type Item, readSlices } from '#common/capture/read-slices.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import type { Vocabulary } from '#common/store/vocabulary.ts';
import type { EpcisHead } from '#shared/epcis/document.ts';
import { canonicalKey } from '#shared/gs1/canonical-epc.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { UsFindings } from '#shared/regimes/us/validate/collect.ts';
import { usValidator } from '#shared/regimes/us/validate/validator.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { earlierUnits } from './earlier-units.ts';

export interface ReadNeeds {
  readonly unitEvents: UnitEvents;
  readonly vocabulary: Pick<Vocabulary, 'get'>;
}

/** A document judged, as far as it was. `head` is absent where it was not read to its end. */
export interface Judged extends UsFindings {
  readonly head?: EpcisHead;
  /** All of it was judged. */
  readonly isWhole: boolean;
}

/** Asked between slices. */
export interface Patience {
  /** What was judged by now is enough: the rest is read for the sake of the head alone, which tells the sender and is known at the end. */
  readonly isEnough: () => boolean;
  /** It is not read any further either. */
  readonly isOver: () => boolean;
}

const SLICE = { events: 500, bytes: 2 * 1024 * 1024 };

/** Holds a document to the rules of the GS1 US guideline, as it is read. What is no document of EPCIS is not judged: capture tells why. */
export async function readFindings(
  needs: ReadNeeds,
  { tenant, captureId }: { readonly tenant: string; readonly captureId: string },
  bytes: DocumentBytes,
  { isEnough, isOver }: Patience,
): Promise<Judged | undefined> {
  const validator = usValidator();
  const earlier = earlierUnits(needs, tenant, captureId);
  let isWhole = true;
  const judge = async (items: readonly Item[]) => {
    const events = items.flatMap((item) => ('event' in item ? [item] : []));
    const begun = new Set(
      events.flatMap(({ event }) => (isAdded(event) ? mentionsOf(event) : [])).map(({ epc }) => epc),
    );
    const unknown = events.flatMap(({ event }) => validator.unknownIn(event)).filter((epc) => !begun.has(epc));
    for (const [epc, unit] of await earlier(unknown)) validator.learn(epc, unit);
    for (const { event, index } of events) validator.event(event, index);
  };
  const take = async (items: readonly Item[]) => {
    if (isWhole) await judge(items);
    isWhole &&= !isEnough();
    return !isWhole && isOver() ? ('stop' as const) : ('go on' as const);
  };
  const remainder = await readSlices(bytes, 0, SLICE, take);
  if (remainder === 'stopped') return { ...validator.end(), isWhole: false };
  const { head, rest } = remainder;
  if (isRefusal(head)) return undefined;
  if (!isWhole && rest.length > 0) return { ...validator.end(), head, isWhole };
  await judge(rest);
  validator.head(head);
  for (const key of await described(needs, tenant, validator.named())) validator.describe(key);
  return { ...validator.end(), head, isWhole: true };
}

const isAdded = (event: { readonly type: string; readonly action?: string }) =>
  event.type === 'ObjectEvent' && event.action === 'ADD';

const KINDS = ['EPCClass', 'Location', 'BusinessLocation', 'ReadPoint', 'Party'];

/** Those of the GTINs and GLNs that an earlier document described. */
async function described({ vocabulary }: ReadNeeds, tenant: string, keys: readonly string[]): Promise<string[]> {
  const links = keys.map((key) => `https://id.gs1.org/${key.length === 14 ? '01' : '414'}/${key}`);
  const entries = links.length === 0 ? [] : await vocabulary.get(tenant, KINDS, links);
  return entries.flatMap(({ canonical }) => canonicalKey(canonical)?.primary.value ?? []);
}
