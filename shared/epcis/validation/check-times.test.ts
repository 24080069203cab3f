import { describe, expect, test } from 'vitest';
import { commissioned } from '../../../test/kit/credible-events.ts';
import type { EpcisEvent } from '../event.ts';
import type { Tier } from './finding.ts';
import { validateEvent } from './validate-event.ts';

const tiers: ReadonlySet<Tier> = new Set(['vocabulary', 'business']);
const told = (event: EpcisEvent) =>
  validateEvent(event, { tiers }).map(({ tier, severity, code, path }) => `${tier} ${severity} ${code} ${path}`);

describe('times', () => {
  const at = (eventTime: string, more: object = {}) => ({ ...commissioned(), eventTime, ...more });

  test.each([
    ['another offset', at('2026-03-01T08:00:00+01:00'), ['offset-differs /eventTimeZoneOffset']],
    ['the same offset', at('2026-03-01T08:00:00-05:00'), []],
    ['UTC as +00:00', at('2026-03-01T08:00:00+00:00'), []],
    [
      'a record before',
      at('2026-03-01T08:00:00Z', { recordTime: '2026-03-01T07:59:59.999Z' }),
      ['recorded-before-event /recordTime'],
    ],
    ['a record at once, elsewhere', at('2026-03-01T08:00:00Z', { recordTime: '2026-03-01T03:00:00-05:00' }), []],
    [
      'a declaration before',
      at('2026-03-01T08:00:00Z', { errorDeclaration: { declarationTime: '2026-03-01T07:00:00Z' } }),
      ['declared-before-event /errorDeclaration/declarationTime'],
    ],
  ])('%s', (_, event, expected) => expect(told(event)).toEqual(expected.map((what) => `business warning ${what}`)));
});
