import { type Refusal, refuse } from '#shared/refusal.ts';
import { codeDiffers, inWords } from '#shared/warehouse/code-differs.ts';
import type { Stored } from '../../store/inventory.ts';
import { type Outcome, Suspects } from '../../store/suspects.ts';
import { act, type By, type Floor, forbid, type Said, type WarehouseNeeds } from './floor.ts';
import type { Code } from './read-code.ts';

type Known = Pick<Stored, 'lot' | 'expiry'>;

/** Whether a code says something else than is known of its number. */
export const isSuspect = (code: Code, known: Known): boolean => code.kind === 'item' && codeDiffers(code, known);

/** Why nothing is done with what is perhaps falsified, but to put it into quarantine. */
export function suspected(code: Code, known: Known): Refusal {
  return refuse('conflict', `the code of ${code.epc} says ${wordsOf(code)}`, {
    rule: `it is known with ${inWords(known)} (2011/62/EU art. 80)`,
    remedy: 'It is perhaps falsified: put it aside, and have it taken into quarantine (hold).',
  });
}

/** Notes a suspect in an act's transaction, with what its code says; answers its number and the words for it. */
export function noteSuspect(floor: Floor, code: Code, known: Known & Pick<Stored, 'state'>, why: string) {
  const [says, knownAs] = [wordsOf(code), `${inWords(known)}, ${known.state}`];
  const about = { epc: code.epc, scan: code.text, says, known: knownAs };
  const suspect = new Suspects(floor.needs.db).add(about, floor.because(why));
  return { suspect, epc: code.epc, says, known: knownAs };
}

const wordsOf = (code: Code): string => (code.kind === 'item' ? inWords(code) : 'no more than its number');

export interface JudgingSuspect extends Said {
  readonly suspect: number;
  readonly outcome: Outcome;
  readonly reason: string;
}

/** Quality assurance says what a suspect is. What stands here stays in quarantine until it is released or destroyed. */
export const judgeSuspect = (
  needs: WarehouseNeeds,
  said: JudgingSuspect,
  by: By,
): { suspect: number; epc: string; state: Outcome } | Refusal =>
  act(needs, 'judge-suspect', said, by, (floor) => {
    const suspects = new Suspects(needs.db);
    const { suspect, outcome, reason } = said;
    const found = suspects.find(suspect);
    if (found === undefined) return forbid(refuse('not-found', `there is no suspect ${suspect}`));
    if (found.state !== 'open')
      forbid(refuse('conflict', `suspect ${suspect} was judged ${found.state}`, { remedy: 'It needs no judging.' }));
    suspects.judge(found, outcome, floor.because(reason));
    floor.about(found.epc);
    return { suspect, epc: found.epc, state: outcome };
  });

/** What people are told as long as suspects wait for quality assurance; undefined when none does. */
export function suspectsInWords({ db }: Pick<WarehouseNeeds, 'db'>): string | undefined {
  const open = new Suspects(db).list({ isOpen: true });
  const [first] = open.toReversed();
  if (first === undefined) return undefined;
  const others = open.length > 1 ? `, and ${open.length - 1} more` : '';
  return `suspect ${first.suspect}: the code of ${first.epc} says ${first.says}; known: ${first.known}${others}`;
}
