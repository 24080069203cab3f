import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Acts, Signature } from '../store/acts.ts';
import type { OpenAlarm } from '../store/alarms.ts';
import type { Batches } from '../store/batches.ts';
import type { AlarmBook, ShownAlarm } from './alarm-book.ts';
import type { AlarmCode } from './alarm-table.ts';

export interface AnswerNeeds {
  readonly line: string;
  readonly batches: Batches;
  readonly acts: Acts;
  /** Who could sign. */
  readonly people: { none(): boolean };
}

export const EXPLAIN_ALARM = 'explain-alarm';

const RULE = 'a discrepancy of the gate check has a signed explanation (21 CFR §211.192; 21 CFR Part 11 §11.50)';

/**
 * A person has dealt with all open alarms, and so takes what gate and bin have counted for right. Refused where people sign and one of
 * them has to be explained, and where one is open that was not looked at: then nothing has changed.
 *
 * @param seen the alarms that the person saw; left out where whoever answers looks at the book itself
 */
export function acknowledgeAlarms(
  needs: AnswerNeeds,
  book: AlarmBook,
  who: string,
  seen?: readonly number[],
): Refusal | undefined {
  const open = book.open();
  const [first] = needs.people.none() ? [] : open.filter(({ signed }) => signed);
  if (first !== undefined) {
    return refuse('signature-needed', `${first.code} has to be explained: ${first.detail}`, {
      rule: RULE,
      remedy: 'Explain it and sign: POST /api/lines/{line}/alarms/explain. Then acknowledge the others.',
    });
  }
  const unseen = seen && open.find(({ alarm }) => !seen.includes(alarm));
  if (unseen !== undefined) {
    return refuse('conflict', `${unseen.code} has come since: ${unseen.detail}`, {
      at: '/alarms',
      remedy: 'Look at the alarms that are open now, and acknowledge those.',
    });
  }
  book.acknowledge(who, () => {
    for (const alarm of open) accept(needs.batches, alarm);
  });
  return undefined;
}

/**
 * A person has found out how alarms came about, and signs for it: each has its act, its end in the history, and what it lets the line take for
 * right, in one transaction.
 *
 * @param signature with the explanation as its reason
 * @returns a refusal when one of them is not open, or asks for no explanation; then nothing has changed
 */
export function explainAlarms(
  { line, batches, acts }: Omit<AnswerNeeds, 'people'>,
  book: AlarmBook,
  alarms: readonly number[],
  signature: Signature,
): Refusal | undefined {
  const asked: ShownAlarm[] = [];
  for (const number of new Set(alarms)) {
    const found = book.open().find(({ alarm }) => alarm === number);
    if (found === undefined) {
      return refuse('conflict', `alarm ${number} is not open`, { at: '/alarms', remedy: 'Look at the open ones.' });
    }
    if (!found.signed) {
      return refuse('conflict', `${found.code} needs no explanation`, { at: '/alarms', remedy: 'Acknowledge it.' });
    }
    asked.push(found);
  }
  book.explain(asked, signature, (alarm) => {
    const { batch, code, detail, raisedAt } = alarm;
    accept(batches, alarm);
    const body = { alarm: alarm.alarm, code, detail, raisedAt };
    return acts.append({ line, batch, kind: EXPLAIN_ALARM, subject: `alarm ${alarm.alarm}: ${code}`, signature, body });
  });
  return undefined;
}

/** Open alarms of a batch that keep it from being closed, in words. */
export function unexplained({ people }: Pick<AnswerNeeds, 'people'>, book: AlarmBook, batch: number): string[] {
  if (people.none()) return [];
  return book
    .open()
    .filter((alarm) => alarm.signed && alarm.batch === batch)
    .map(({ code, detail }) => `the alarm ${code} has to be explained and signed for: ${detail}`);
}

/** The counters that an alarm tells of are taken for right as they stand now. */
function accept(batches: Batches, { code, batch }: Pick<OpenAlarm, 'code' | 'batch'>): void {
  if (batch === undefined) return;
  if (code === ('counts-disagree' satisfies AlarmCode)) batches.forgetCount(batch);
  if (code === ('bin-disagrees' satisfies AlarmCode)) batches.forgetBin(batch);
}
