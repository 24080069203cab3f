import { readCodeText } from '../gs1/read-code-text.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { PackIdentity } from './pack-identity.ts';

/** The pack of a scanned code: a GS1 element string, the same in brackets as people type it, or a Digital Link with its expiry in the query (AI 17). */
export function packOfText(text: string): PackIdentity | Refusal {
  const elements = readCodeText(text);
  if (isRefusal(elements)) return { ...elements, at: '/code' };
  const dataOf = (ai: string) => elements.find((one) => one.ai === ai)?.value;
  const [gtin, lot, serial, exp] = [dataOf('01'), dataOf('10'), dataOf('21'), dataOf('17')];
  const missing = Object.entries({ GTIN: gtin, lot, serial, expiry: exp }).filter(([, value]) => value === undefined);
  if (missing.length > 0)
    return refuse('malformed', `the code has no ${missing.map(([name]) => name).join(', no ')}`, {
      at: '/code',
      rule: 'DSCSA §581(14)',
      remedy: 'scan the 2D code with its separators (FNC1 as character 29), or send gtin, lot, serial and exp',
    });
  return { gtin: gtin ?? '', lot: lot ?? '', serial: serial ?? '', exp: exp ?? '' };
}
