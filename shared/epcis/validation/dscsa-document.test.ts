import { describe, expect, test } from 'vitest';
import {
  caseUnit,
  commissioned,
  dscsaHead,
  masterData,
  packed,
  pallet,
  plant,
  product,
  shipped,
  siteData,
  unit,
  unitClass,
  wholesaler,
} from '../../../test/kit/credible-events.ts';
import type { EpcisHead } from '../document.ts';
import type { EpcisEvent } from '../event.ts';
import { documentValidator } from './document-validator.ts';
import type { Tier } from './finding.ts';

interface Asked {
  head?: EpcisHead;
  tiers?: readonly Tier[];
  limit?: number;
}

function told(events: readonly EpcisEvent[], { head, tiers = ['business'], limit }: Asked = {}): string[] {
  const validator = documentValidator({ tiers: new Set(tiers), ...(limit === undefined ? {} : { limit }) });
  const first = head === undefined ? [] : validator.head(head);
  const each = events.flatMap((event, index) =>
    validator.event(event, index).map((finding) => ({ event: index, ...finding })),
  );
  return [...first, ...each, ...validator.end()].map(
    ({ tier, severity, code, event, path }) => `${tier} ${severity} ${code} ${event ?? 'head'} ${path}`,
  );
}

const pallets = commissioned({ epcList: [pallet], eventTime: '2026-03-01T08:30:00Z' });
const story = [commissioned(), pallets, packed(), shipped()];
const later = (event: EpcisEvent, eventTime = '2026-03-03T00:00:00Z'): EpcisEvent => ({ ...event, eventTime });

describe('a DSCSA document', () => {
  const tiers = ['dscsa'] as const;
  const head = dscsaHead();
  const exchanged = (events: readonly EpcisEvent[], other: EpcisHead = head) => told(events, { head: other, tiers });

  test('commissions what it packs and ships', () => {
    expect(exchanged([commissioned({ epcList: [unit(1)] }), pallets, packed(), shipped()])).toEqual([
      'dscsa error dscsa-not-commissioned 2 /childEPCs/1',
    ]);
    expect(exchanged([commissioned(), packed(), shipped()])).toEqual([
      'dscsa warning dscsa-not-commissioned 1 /parentID',
    ]);
  });

  test('may commission its own containers for goods of an earlier one, which is worth a warning', () => {
    const others = packed({ childEPCs: [caseUnit(1), caseUnit(2)] });
    expect(exchanged([pallets, others, shipped()])).toEqual([
      'dscsa warning dscsa-not-commissioned 1 /childEPCs/0',
      'dscsa warning dscsa-not-commissioned 1 /childEPCs/1',
      'dscsa warning dscsa-gtin-undescribed 1 /childEPCs/0',
    ]);
    const { masterData: _, ...undescribed } = head;
    expect(exchanged([pallets, packed(), shipped()], undescribed).filter((what) => what.includes(' error '))).toEqual(
      [],
    );
  });

  test('may leave that to an earlier one, when it commissions nothing', () => {
    expect(exchanged([packed(), shipped()])).toEqual([
      'dscsa warning dscsa-not-commissioned 0 /parentID',
      'dscsa warning dscsa-not-commissioned 0 /childEPCs/0',
      'dscsa warning dscsa-not-commissioned 0 /childEPCs/1',
    ]);
    expect(exchanged([shipped()])).toEqual([
      'dscsa warning dscsa-contents-untold 0 /epcList/0',
      'dscsa warning dscsa-not-commissioned 0 /epcList/0',
    ]);
  });

  test('ships the outermost container', () => {
    const inner = later(shipped({ epcList: [unit(1)] }));
    expect(exchanged([...story, inner])).toEqual(['dscsa error dscsa-not-outermost 4 /epcList/0']);
    const out = later(packed({ action: 'DELETE', bizStep: 'unpacking', childEPCs: [unit(1)] }));
    expect(exchanged([...story, out, inner])).toEqual([]);
  });

  test('states the transaction when ownership changes', () => {
    const { 'gs1ushc:dscsaTransactionStatement': _, ...headerExtensions } = head.headerExtensions ?? {};
    const silent = dscsaHead({ headerExtensions });
    expect(exchanged(story, silent)).toEqual(['dscsa error dscsa-statement-missing head /headerExtensions']);
    const moved = shipped({
      destinationList: [
        { type: 'owning_party', destination: plant },
        { type: 'location', destination: wholesaler },
      ],
    });
    expect(exchanged([...story.slice(0, 3), moved], silent)).toEqual([]);
    const { sourceList: __, ...nobodys } = shipped();
    expect(exchanged([...story.slice(0, 3), nobodys], silent).filter((what) => what.includes('statement'))).toEqual([
      'dscsa warning dscsa-statement-untold head /headerExtensions',
    ]);
    expect(exchanged(story.slice(0, 3), silent)).toEqual([]);
  });

  test('describes every product and site it names', () => {
    const { masterData: _, ...undescribed } = head;
    expect(exchanged(story, undescribed)).toEqual([
      'dscsa error dscsa-gtin-undescribed 0 /epcList/0',
      'dscsa error dscsa-gln-undescribed 0 /readPoint/id',
      'dscsa error dscsa-gln-undescribed 3 /destinationList/0/destination',
    ]);
    expect(exchanged([shipped()], undescribed).filter((what) => what.includes('undescribed'))).toEqual([
      'dscsa warning dscsa-gln-undescribed 0 /readPoint/id',
      'dscsa warning dscsa-gln-undescribed 0 /destinationList/0/destination',
    ]);
  });

  test('describes a line of a plant with the plant', () => {
    const line = commissioned({ readPoint: { id: 'urn:epc:id:sgln:9521234.00001.LINE2' } });
    expect(exchanged([line, ...story.slice(1)])).toEqual([]);
  });

  test('may describe parties as such', () => {
    const parties = dscsaHead({
      masterData: [
        masterData('EPCClass', product(unitClass)),
        masterData('Location', product(plant, siteData)),
        masterData('Party', product(wholesaler, siteData)),
      ],
    });
    expect(exchanged(story, parties)).toEqual([]);
  });

  test('may tell its head after its events, or none', () => {
    const validator = documentValidator({ tiers: new Set(tiers) });
    for (const [index, event] of story.entries()) validator.event(event, index);
    expect(validator.head(dscsaHead({ masterData: [] }))).toEqual([]);
    expect(validator.end().map(({ code }) => code)).toEqual([
      'dscsa-gtin-undescribed',
      'dscsa-gln-undescribed',
      'dscsa-gln-undescribed',
    ]);
    expect(told(story, { tiers })).toEqual([]);
  });
});
