import { describe, expect, test } from 'vitest';
import { commissioned, packed, sensed, shipped, transformed } from '../../../test/kit/credible-events.ts';
import type { EpcisEvent } from '../event.ts';
import type { Tier } from './finding.ts';
import { validateEvent } from './validate-event.ts';

const tiers: ReadonlySet<Tier> = new Set(['vocabulary', 'business']);
const told = (event: EpcisEvent) =>
  validateEvent(event, { tiers }).map(({ tier, severity, code, path }) => `${tier} ${severity} ${code} ${path}`);

describe('business steps', () => {
  const { disposition: _, ...undisposed } = commissioned();
  const { sourceList: __, destinationList: ___, bizTransactionList: ____, ...unaddressed } = shipped();
  const { ilmd: _____, ...bare } = commissioned();

  test.each<[EpcisEvent, string]>([
    [undisposed, 'commissioning-without-disposition '],
    [{ ...bare, action: 'OBSERVE' }, 'commissioning-not-add /action'],
    [{ ...sensed(), bizStep: 'decommissioning' }, 'decommissioning-not-delete /action'],
    [packed({ action: 'DELETE' }), 'packing-deletes /action'],
    [packed({ bizStep: 'unpacking' }), 'unpacking-adds /action'],
    [unaddressed, 'shipping-unaddressed '],
    [{ ...bare, bizStep: 'decommissioning', action: 'DELETE' }, 'decommissioned-active /disposition'],
  ])('%#', (event, what) => expect(told(event)).toEqual([`business warning ${what}`]));

  test.each<[EpcisEvent]>([
    [{ ...sensed(), bizStep: 'decommissioning', action: 'DELETE' }],
    [packed({ action: 'DELETE', bizStep: 'unpacking' })],
    [{ ...unaddressed, sourceList: [{ type: 'location', source: 'ex:1' }] }],
    [transformed({ bizStep: 'commissioning' })],
  ])('%# passes', (event) => expect(told(event)).toEqual([]));
});
