import type { EpcisEvent } from '#shared/epcis/event.ts';
import { checkGroup } from '#shared/line/check-group.ts';
import type { Finding } from '#shared/line/finding.ts';
import type { LotReport } from '#shared/messages/agent-to-cloud.ts';
import type { Door } from '../../line/door.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Batch } from '../../store/batches.ts';
import { type Database, transaction } from '../../store/database.ts';
import { digestOf } from '../../store/digest.ts';
import { type RecordNeeds, recordsOf } from './find-recorded.ts';
import { figureFindings, recordFindings } from './lot-findings.ts';
import { namesIn } from './names-in.ts';
import { oneOf } from './one-finding.ts';

export interface DoorNeeds extends RecordNeeds {
  readonly db: Database;
  readonly outbox: Outbox;
}

/** The site's one door to the repository: judges every group of events before it enters the outbox, and a lot before its report does. */
export class IntegrityDoor implements Door {
  readonly #needs: DoorNeeds;

  constructor(needs: DoorNeeds) {
    this.#needs = needs;
  }

  admit(line: string, batch: number, owner: string, events: readonly EpcisEvent[], now: number): void {
    const { db, outbox, exceptions } = this.#needs;
    transaction(db, () => {
      const findings = this.look(events);
      if (findings.length === 0) {
        outbox.gather(line, batch, owner, events, now);
        return;
      }
      const body = JSON.stringify(events);
      const at = new Date(now).toISOString();
      const found = oneOf(findings);
      const exception = exceptions.raise({ line, batch }, found, digestOf([found.code, body]), at);
      exceptions.hold({ exception, line, batch, owner, kind: 'events', body }, namesIn(events));
    });
  }

  /** What is wrong with events now; with those that an exception holds, in their turn. */
  look(events: readonly EpcisEvent[], exception?: number): Finding[] {
    return checkGroup(events, { of: recordsOf(this.#needs, exception) });
  }

  waits(batch: number): readonly string[] {
    const { exceptions, openExceptions } = this.#needs.exceptions.waiting(batch);
    if (openExceptions === 0) return [];
    return [`resolve ${openExceptions === 1 ? 'exception' : 'exceptions'} ${exceptions.slice(0, 10).join(', ')}`];
  }

  letsClose(batch: Batch, report: LotReport, at: string): boolean {
    if (this.#needs.exceptions.isOpen(batch.batch)) return false;
    const findings = [...recordFindings(this.#needs, batch), ...figureFindings(this.#needs, batch, report)];
    return this.explained(batch, findings, at);
  }

  /** Whether people have explained all that is wrong with a lot; what they have not becomes exceptions, in the caller's transaction. */
  explained(batch: Batch, findings: readonly Finding[], at: string): boolean {
    const { exceptions } = this.#needs;
    // What was explained once is not asked again while it is the same.
    const fresh = findings
      .map((found) => ({ found, finding: digestOf([found.code, found.detail]) }))
      .filter(({ finding }) => exceptions.of(batch.batch, finding)?.resolution !== 'told');
    for (const { found, finding } of fresh) exceptions.raise(batch, found, finding, at);
    return fresh.length === 0;
  }
}
