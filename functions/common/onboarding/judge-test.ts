import { foreignEvent, foreignHead } from '#common/inbound/foreign.ts';
import { judgeContent } from '#common/inbound/judge-content.ts';
import { glnNamed, isPartners, isTenants } from '#common/inbound/parties.ts';
import { withCharset } from '#common/inbound/with-charset.ts';
import { readByMapping } from '#common/mapping/read-by-mapping.ts';
import type { MappingNeeds } from '#common/mapping/write-by-mapping.ts';
import type { Registry, Tenant } from '#common/store/registry.ts';
import type { EpcisHead } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { type JudgedTest, judgeTestFile, refusalWords } from '#shared/network/onboarding/judge-test-file.ts';
import type { DocumentForm } from '#shared/network/onboarding/test-cases.ts';
import type { Refusal } from '#shared/refusal.ts';

export interface JudgeNeeds extends MappingNeeds {
  readonly registry: Pick<Registry, 'tenant' | 'location'>;
}

/** A test file as it came. */
export interface TestBytes {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly fileName: string;
}

/** Between whom it goes: the partner as it would be in force, and the mapping that its version names. */
export interface TestBetween {
  readonly tenant: Tenant;
  readonly partner: Partner;
  readonly mapping: Mapping | undefined;
}

/** What became of it, and the form it is in; undefined where it breaks off before it says so. */
export interface JudgedBytes {
  readonly judged: JudgedTest;
  readonly form: DocumentForm | undefined;
}

/**
 * Judges a test file by the reading that the partner's documents get once it is in force (`receive-document`): mapping, form, events, header, shipments; and then as a test.
 * Nothing of it is stored.
 */
export async function judgeTest(needs: JudgeNeeds, between: TestBetween, sent: TestBytes): Promise<JudgedBytes> {
  const { tenant, partner, mapping } = between;
  const found = await readByMapping(needs)(tenant.tenant, partner.mapping?.in, sent);
  if ('refusals' in found) return { judged: unread(found.refusals), form: mapping?.format };
  if (found.family !== 'epcis') return { judged: noEvents(found.family), form: mapping?.format };
  const who = { registry: needs.registry, tenant, partner };
  const events: EpcisEvent[] = [];
  const read = await judgeContent(withCharset(found, sent), {
    events: async (placed) => {
      events.push(...placed.map(({ event }) => event));
      return placed.flatMap(({ event, index }) => foreignEvent(who, event, index));
    },
    head: (head) => foreignHead(who, head),
  });
  const form = mapping?.format ?? formOf(read.head, found.contentType);
  const unreadable = read.refusals.filter((one) => !isForeign(one));
  if (read.head === undefined || unreadable.length > 0) return { judged: unread(unreadable), form };
  const parties = {
    sender: partner.party,
    receiver: tenant.party,
    isSender: named(isPartners(partner)),
    isReceiver: named(isTenants(tenant)),
  };
  return { judged: judgeTestFile({ ...read.head, events }, parties, read.refusals.filter(isForeign)), form };
}

/** By its GLN: what is named otherwise cannot be told. */
const named = (isOne: (gln: string) => boolean) => (party: string) => {
  const gln = glnNamed(party);
  return gln !== undefined && gln !== '' && isOne(gln);
};

/** Of all that is said against a document only this is not about what stands in it. */
const isForeign = ({ refused }: Refusal): boolean => refused === 'not-permitted';

function formOf(head: EpcisHead | undefined, contentType: string): DocumentForm | undefined {
  if (!contentType.includes('xml')) return 'epcis-2.0-json';
  if (head?.schemaVersion?.startsWith('2.') === true) return 'epcis-2.0-xml';
  return head?.schemaVersion?.startsWith('1.') === true ? 'epcis-1.2-xml' : undefined;
}

/** GS1 GS §7.9 is the rule of check digits: a sheet whose GTIN is wrong cannot be read any further. */
function unread(refusals: readonly Refusal[]): JudgedTest {
  const digit = refusals.find(({ rule = '' }) => rule.startsWith('GS1 GS §7.9'));
  const [first] = refusals;
  if (digit !== undefined) return { outcome: 'wrong-check-digit', ...refusalWords(digit) };
  return { outcome: 'malformed', ...(first ? refusalWords(first) : { detail: 'it cannot be read' }) };
}

const noEvents = (family: string): JudgedTest => ({
  outcome: 'incomplete',
  detail: `the file is a ${family}, and tells of no events`,
  remedy: 'send what happened to the test goods: commissioning, packing, shipping',
});
