import type { FateList, LotFates, LotReport } from '#shared/messages/agent-to-cloud.ts';
import type { FatedSerial } from '../store/fates.ts';

/** Bytes of the serials of one message; with what stands around them it stays below the broker's 128 KiB. */
const MOST_BYTES = 90_000;
/** Quotes and comma around a serial; GS1 character set 82 has letters that JSON escapes, two bytes at most. */
const AROUND = 3;

/**
 * The messages that tell which serials had which fate, as few as the broker lets them be. None for a batch in which everything was
 * commissioned.
 *
 * @param fated those of one block and fate together
 */
export function* fateMessages(
  { order, gtin, lot, closedAt }: Pick<LotReport, 'order' | 'gtin' | 'lot' | 'closedAt'>,
  fated: Iterable<FatedSerial>,
): Generator<LotFates> {
  let lists: { block: string; fate: FateList['fate']; serials: string[] }[] = [];
  let [part, bytes] = [0, 0];
  const message = (): LotFates => ({ order, gtin, lot, closedAt, part: part++, lists });
  for (const { block, fate, serial } of fated) {
    const size = Buffer.byteLength(JSON.stringify(serial)) + AROUND;
    if (bytes + size > MOST_BYTES) {
      yield message();
      [lists, bytes] = [[], 0];
    }
    let list = lists.at(-1);
    if (list?.block !== block || list.fate !== fate) {
      list = { block, fate, serials: [] };
      lists.push(list);
      bytes += block.length + 60;
    }
    list.serials.push(serial);
    bytes += size;
  }
  if (lists.length > 0) yield message();
}
