import { isUri } from '../epcis/is-uri.ts';
import { identifierFault } from '../epcis/validation/identifier-fault.ts';
import { type Refusal, refuse } from '../refusal.ts';

const rule = 'CBV 2.0 §8.5 business transaction identifiers';
const remedy = 'Give the number as it stands on the document, or urn:epcglobal:cbv:bt:<GLN of whose it is>:<number>.';

/** What people take for a URI: it is to be one, and is not wrapped. A colon alone stands in numbers too. */
const claimsToBeUri = /^urn:|^[a-z][a-z0-9+.-]*:\/\//i;
const urn = /^urn:[a-z0-9][a-z0-9-]{0,31}:./i;

/**
 * A business document as every event names it: a plain number as a document of a party, `urn:epcglobal:cbv:bt:<GLN>:<number>`, in which what no URI has
 * is percent-encoded (CBV 2.0 §8.5.2); a URI as it is. What is neither is refused, as the repository would refuse it.
 *
 * @param gln of the party whose document it is; a plain number without it names nothing
 */
export function documentId(said: string, gln: string | undefined): string | Refusal {
  const text = said.trim();
  const no = (why: string, what = remedy) =>
    refuse('malformed', `${JSON.stringify(text)} ${why}`, { rule, remedy: what });
  if (text === '') return no('names no document');
  if (!text.isWellFormed() || hasControls(text)) return no('has characters that nobody can write');
  if (!claimsToBeUri.test(text)) {
    if (gln === undefined) return no('says not whose document it is', `Say whose it is too. ${remedy}`);
    return `urn:epcglobal:cbv:bt:${gln}:${encodeURIComponent(text)}`;
  }
  if (!isUri(text) || (/^urn:/i.test(text) && !urn.test(text))) return no('is not a URI');
  const fault = identifierFault('', text);
  return fault?.severity === 'error' ? no('is malformed', fault.remedy ?? remedy) : text;
}

const hasControls = (text: string): boolean =>
  [...text].some((one) => one < ' ' || (one >= '\u007f' && one < '\u00a0'));
