import type { Refusal } from '../../refusal.ts';
import { xmlAttribute, xmlText } from '../../wire/write-xml.ts';
import { declarations } from './write-names.ts';
import { rootNamespaces } from './write-root.ts';

interface About {
  readonly queryName: string;
  readonly subscriptionID: string;
  /** ISO 8601 with a zone. */
  readonly creationDate: string;
}

/**
 * What a subscriber of EPCIS 1.2 is told instead of results (EPCIS 1.2 §8.2.8, query callback interface; EPCglobal-epcis-query-1_2.xsd,
 * EPCISQueryDocument): QueryTooLargeException for too many results, ImplementationException for anything else.
 */
export function callbackExceptionXml({ refused, detail }: Refusal, about: About): string {
  const isTooLarge = ['too-many-results', 'too-complex'].includes(refused);
  const name = `epcisq:${isTooLarge ? 'QueryTooLargeException' : 'ImplementationException'}`;
  const { queryName, subscriptionID, creationDate } = about;
  const named = `<queryName>${carried(queryName)}</queryName><subscriptionID>${carried(subscriptionID)}</subscriptionID>`;
  const severity = isTooLarge ? '' : '<severity>ERROR</severity>';
  const inside = `<reason>${carried(detail)}</reason>${severity}${named}`;
  const declared = declarations(rootNamespaces('1.2', ['epcisq']).close());
  const date = xmlAttribute(creationDate);
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<epcisq:EPCISQueryDocument${declared} schemaVersion="1.2" creationDate="${typeof date === 'string' ? date : ''}">` +
    `<EPCISBody><${name}>${inside}</${name}></EPCISBody></epcisq:EPCISQueryDocument>\n`
  );
}

/** What XML cannot carry of a text is left out: a refusal is always told. */
function carried(text: string): string {
  const whole = xmlText(text);
  if (typeof whole === 'string') return whole;
  const printable = xmlText(text.replace(/[^\x20-\x7E]/g, '?'));
  return typeof printable === 'string' ? printable : '';
}
