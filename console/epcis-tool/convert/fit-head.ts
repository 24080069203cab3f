import type { EpcisHead } from '#shared/epcis/document.ts';
import type { Warning } from './remarks.ts';
import type { Form } from './target.ts';

/**
 * The head with what the form wants of it: every form wants a creationDate, for which `now` stands in, and JSON one with
 * a zone. The warnings tell what was assumed, and what the form's schema has no place for.
 */
export function fitHead(head: EpcisHead, to: Form, now: string): { head: EpcisHead; warnings: readonly Warning[] } {
  const { creationDate = now } = head;
  const zoneless = to === 'json-2.0' && !/(Z|[+-]\d\d:?\d\d)$/i.test(creationDate);
  return {
    head: { ...head, creationDate: zoneless ? `${creationDate}Z` : creationDate },
    warnings: [
      ...(head.creationDate === undefined ? [dated(now)] : []),
      ...(zoneless ? [assumed(creationDate)] : []),
      ...(to === 'xml-2.0' ? homeless(head) : []),
    ],
  };
}

const dated = (now: string): Warning => ({
  message: `the document has no creationDate, which every form wants: the time of this conversion stands for it, ${now}`,
});

const assumed = (creationDate: string): Warning => ({
  message: `the creationDate ${creationDate} has no time zone, which JSON wants: UTC is assumed`,
});

/** The XSD of 2.0 takes a Standard Business Document Header and master data in EPCISHeader, nothing else; that of 1.2 anything. */
function homeless({ headerExtensions = {} }: EpcisHead): Warning[] {
  return Object.keys(headerExtensions)
    .filter((name) => !name.endsWith('StandardBusinessDocumentHeader'))
    .map((name) => ({
      message: `the schema of EPCIS 2.0 has no place in EPCISHeader for ${name}: a strict receiver will refuse it`,
      remedy: 'send XML 1.2 or JSON, or ask the receiver',
    }));
}
