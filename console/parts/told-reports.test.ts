import * as v from 'valibot';
import { expect, test } from 'vitest';
import { toldReports } from './told-reports.ts';

const row = (deliveryId: string, report: string, updatedAt: string) => ({
  ...{ deliveryId, report, state: 'acknowledged', updatedAt },
  subject: { lot: 'L1' },
});

test('a report is found to be told of by hand, however many deliveries stand before it, the latest first', async () => {
  const pages = [
    { deliveries: [row('b', '313', '2026-03-01')], next: 'one' },
    { deliveries: [], next: 'two' },
    { deliveries: [row('c', '313', '2026-03-02')] },
  ];
  const asked: (string | null)[] = [];
  const get = async <Shape extends v.GenericSchema>(path: string, shape: Shape) => {
    const { searchParams } = new URL(path, 'http://here');
    expect(searchParams.get('report')).toBe('313,335');
    asked.push(searchParams.get('after'));
    return v.parse(shape, pages[asked.length - 1]);
  };
  const found = await toldReports({ get }, 'ru', ['313', '335']);
  expect(found.map(({ deliveryId, lot }) => [deliveryId, lot])).toEqual([
    ['c', 'L1'],
    ['b', 'L1'],
  ]);
  expect(asked).toEqual([null, 'one', 'two']);
});
