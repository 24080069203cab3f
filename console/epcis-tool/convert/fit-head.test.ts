import { describe, expect, test } from 'vitest';
import type { EpcisHead } from '#shared/epcis/document.ts';
import { fitHead } from './fit-head.ts';

const now = '2026-03-01T12:00:00.000Z';
const headOf = (more: Partial<EpcisHead>): EpcisHead => ({ form: 'EPCISDocument', context: {}, ...more });

describe('the creation date', () => {
  test('is now when the document has none, and that is told', () => {
    for (const to of ['json-2.0', 'xml-2.0', 'xml-1.2'] as const)
      expect(fitHead(headOf({}), to, now)).toEqual({
        head: headOf({ creationDate: now }),
        warnings: [
          {
            message: expect.stringContaining(
              `no creationDate, which every form wants: the time of this conversion stands for it, ${now}`,
            ),
          },
        ],
      });
  });

  test.each(['2018-01-22T20:34:00Z', '2018-01-22T20:34:00.5+01:00', '2018-01-22T20:34:00-0500'])(
    '%s stays as it was sent',
    (creationDate) => {
      expect(fitHead(headOf({ creationDate }), 'json-2.0', now)).toEqual({
        head: headOf({ creationDate }),
        warnings: [],
      });
    },
  );

  test('without a zone, as XML may have it, is taken for UTC in JSON, and that is told', () => {
    const sent = headOf({ creationDate: '2018-01-22T20:34:00.706115' });
    expect(fitHead(sent, 'json-2.0', now)).toMatchObject({
      head: { creationDate: '2018-01-22T20:34:00.706115Z' },
      warnings: [{ message: expect.stringContaining('UTC') }],
    });
    expect(fitHead(sent, 'xml-1.2', now)).toEqual({ head: sent, warnings: [] });
  });
});

test('what others added to the header has no place in XML 2.0, but for the business header', () => {
  const head = headOf({
    creationDate: now,
    headerExtensions: { 'sbdh:StandardBusinessDocumentHeader': {}, 'gs1ushc:dscsaTransactionStatement': {} },
  });
  expect(fitHead(head, 'xml-2.0', now).warnings.map(({ message }) => message)).toEqual([
    expect.stringContaining('gs1ushc:dscsaTransactionStatement'),
  ]);
  for (const to of ['json-2.0', 'xml-1.2'] as const) expect(fitHead(head, to, now).warnings).toEqual([]);
});
