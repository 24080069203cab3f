import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparable } from '../../test/kit/comparable.ts';
import { documentOf, epcisForms, formNames, orThrow, through } from '../../test/kit/epcis-forms.ts';
import { exactEvent } from '../../test/kit/exact-event.ts';
import { canonicalEvent } from './canonical-event.ts';
import type { EpcisEvent } from './event.ts';
import { jsonAsEvent } from './event-as-json.ts';

/** Fewer namespaces than prefixes, so that several prefixes mean one thing. */
const namespace = fc.nat(14).map((index) => `https://ns.example.org/${index}/`);
/** Fewer prefixes than events have together, so that one means several things in a document. */
const prefix = fc.oneof(
  fc.nat(45).map((index) => `p${index}`),
  fc.constantFrom('ns1', 'ns2', 'ex', 'epcisq', 'sbdh', 'xsi2', 'p12', 'p3-4'),
);

/** An event with 10 to 40 prefixes. Each names a member, another member inside the first, an attribute and a value. */
const manyPrefixed: fc.Arbitrary<EpcisEvent> = fc
  .uniqueArray(fc.tuple(prefix, namespace), { minLength: 10, maxLength: 40, selector: ([name]) => name })
  .map((entries) => {
    const members = entries.map(([name], index): [string, object | string] => {
      const [next = name] = entries[(index + 1) % entries.length] ?? [];
      return [
        `${name}:m${index}`,
        index % 3 === 0 ? `${next}:value` : { [`@${next}:a`]: `${index}`, [`${next}:inner`]: `${name}:x` },
      ];
    });
    return jsonAsEvent({
      '@context': Object.fromEntries(entries),
      type: 'ObjectEvent',
      eventTime: '2026-03-01T10:00:00Z',
      eventTimeZoneOffset: '+01:00',
      action: 'OBSERVE',
      epcList: [],
      ...JSON.parse(JSON.stringify(Object.fromEntries(members))),
    });
  });

describe('many prefixes, several of one namespace and one of several', () => {
  test.each(formNames)('lose nothing in %s', (form) =>
    fc.assert(
      fc.property(fc.array(manyPrefixed, { minLength: 1, maxLength: 3 }), (events) => {
        const back = through(form, documentOf(...events)).events;
        expect(back.map(comparable)).toEqual(events.map(comparable));
        expect(back.map(canonicalEvent)).toEqual(events.map(canonicalEvent));
        if (form === 'JSON 2.0') expect(back.map(exactEvent)).toEqual(events.map(exactEvent));
      }),
      { numRuns: 60 },
    ),
  );

  test.each(formNames)('lose nothing in %s when the document is written event by event', (form) =>
    fc.assert(
      fc.property(fc.array(manyPrefixed, { minLength: 1, maxLength: 3 }), (events) => {
        const text = orThrow(epcisForms[form].writeInPieces(documentOf(...events)));
        const back = orThrow(epcisForms[form].read(text)).events;
        expect(back.map(comparable)).toEqual(events.map(comparable));
      }),
      { numRuns: 40 },
    ),
  );
});
