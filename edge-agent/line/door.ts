import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { LotReport } from '#shared/messages/agent-to-cloud.ts';
import type { Batch } from '../store/batches.ts';

/** Through which everything leaves that lines tell: nothing goes that the site has not checked. */
export interface Door {
  /**
   * Lets events that belong together into the outbox, in the caller's transaction; what does not agree with the records is held back instead, with
   * an exception that a person has to resolve.
   *
   * @param now milliseconds since 1970
   */
  admit(line: string, batch: number, owner: string, events: readonly EpcisEvent[], now: number): void;
  /** Open exceptions of a batch in words; its report waits for them. */
  waits(batch: number): readonly string[];
  /** Whether a lot's report may leave, in the transaction that would send it: what does not agree has become exceptions otherwise. */
  letsClose(batch: Batch, report: LotReport, at: string): boolean;
}
