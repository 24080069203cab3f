import { type Refusal, refuse } from '../refusal.ts';
import type { Facts } from './facts.ts';

/** Days of what has happened when it is told: of making a lot (`YYYY-MM-DD`), and of a paper (`DD.MM.YYYY`). */
const days: Readonly<Record<string, (text: string) => string>> = {
  madeDate: (text) => text,
  doc_date: (text) => text.split('.').toReversed().join('-'),
};
/** Where the day begins first, it is so much later than UTC (+14:00). */
const AHEAD_MS = 14 * 3_600_000;

/**
 * Refuses the day of a making or of a paper that has not come anywhere. Whether it is a day at all is for the forms to say.
 *
 * @param now ISO 8601
 */
export function dayToCome(facts: Facts, now: string): Refusal | undefined {
  const today = new Date(Date.parse(now) + AHEAD_MS).toISOString().slice(0, 10);
  for (const [name, sorted] of Object.entries(days)) {
    const text = facts[name]?.trim();
    if (text === undefined || sorted(text) <= today) continue;
    return refuse('malformed', `${name} is ${text}, which is to come`, {
      at: `/facts/${name}`,
      rule: 'Seriate: regulators are told what has happened',
      remedy: 'give the day on which it happened',
    });
  }
  return undefined;
}
