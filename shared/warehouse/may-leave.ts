import { identify } from '../gs1/identify.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { opened } from './levels.ts';
import type { Thing } from './thing.ts';

const gdp = 'EU GDP 2013/C 343/01';

/**
 * Why a thing may not be picked or shipped: it is not here, nobody knows that it exists, it is held, recalled, not released, or expired.
 *
 * @param day today, `YYYY-MM-DD`
 */
export function whyNotLeave(thing: Thing, day: string): Refusal | undefined {
  const { epc, kind, state, isVerified, held, isRecalled, isReleased, expiry, lot } = thing;
  const no = (why: string, rule: string, remedy: string) => refuse('conflict', `${epc} ${why}`, { rule, remedy });
  if (state === 'labelled' && kind === 'container' && identify(epc).kind === 'sgtin') return opened(epc);
  if (state === 'labelled')
    return no(
      'bears a label that nobody has read back',
      'GS1 Logistic Label Guideline',
      'Have its label printed if it was opened, and scan it first.',
    );
  if (state !== 'here') return no(`is ${state}`, 'EPCIS 2.0 §7.4.2', 'Take one that stands here.');
  if (isRecalled) return no('is recalled', `${gdp} §6.5`, 'Put it into quarantine.');
  if (held !== undefined)
    return no(`is in quarantine: ${held}`, `${gdp} §5.5`, 'Take another, or have it released by signature.');
  if (!isVerified)
    return no('was never verified', '2011/62/EU art. 80 (ca)', 'Have it verified when the repository can be asked.');
  if (!isReleased)
    return no(`is of lot ${lot ?? ''}, which is not released`, '2001/83/EC art. 51', 'Have the lot released.');
  if (expiry !== undefined && expiry < day)
    return no(`expired ${expiry}`, `${gdp} §5.5`, 'Put it into quarantine, and have it destroyed.');
  return undefined;
}
