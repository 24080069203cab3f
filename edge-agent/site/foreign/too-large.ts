import { type Refusal, refuse } from '#shared/refusal.ts';
import { MOST_FACTS, MOST_IDS, MOST_NUMBERS } from './foreign-line.ts';

/** Why a message is refused before its members are looked at one by one. */
export function tooLarge(body: unknown): Refusal | undefined {
  const facts = lengthOf(body, 'facts');
  const numbers = lengthOf(body, 'numbers');
  const ids = facts > MOST_FACTS ? 0 : membersOf(body, 'facts').reduce((sum: number, one) => sum + idsOf(one), 0);
  if (facts <= MOST_FACTS && ids <= MOST_IDS && numbers <= MOST_NUMBERS) return undefined;
  const [at, many, most] =
    numbers > MOST_NUMBERS
      ? ['/numbers', `${numbers} numbers`, `${MOST_NUMBERS}`]
      : [
          '/facts',
          `${facts} facts${ids > 0 ? ` with ${ids} identifiers` : ''}`,
          `${MOST_FACTS} facts, ${MOST_IDS} identifiers`,
        ];
  return refuse('too-large', `${many} in one message`, {
    at,
    rule: `at most ${most}`,
    remedy: 'Say it in parts, each with a token of its own.',
  });
}

const idsOf = (fact: unknown): number => lengthOf(fact, 'numbers') + lengthOf(fact, 'children');

const lengthOf = (of: unknown, name: string): number => membersOf(of, name).length;

function membersOf(of: unknown, name: string): readonly unknown[] {
  if (typeof of !== 'object' || of === null) return [];
  const found: unknown = Object.entries(of).find(([key]) => key === name)?.[1];
  return Array.isArray(found) ? found : [];
}
