import { orRefuse } from '#common/refused.ts';
import type { Gathered } from '#common/us/gather-shipment.ts';
import { type UsMasterDataNeeds, usMasterData } from '#common/us/us-master-data.ts';
import { isRefusal, refuse } from '#shared/refusal.ts';
import { profileOf, type UsRelease } from '#shared/regimes/us/guideline.ts';
import { tellFindings } from '#shared/regimes/us/tell-findings.ts';
import { toldEvents, toldRevocation } from '#shared/regimes/us/told-events.ts';
import { errorsIn } from '#shared/regimes/us/validate/collect.ts';
import { validateUsDocument } from '#shared/regimes/us/validate/validate-us-document.ts';
import { usShipment, usXml } from '#shared/regimes/us/write-shipment.ts';
import type { Revocation } from './gather-revocation.ts';

const noMore: ReadonlySet<string> = new Set();

/**
 * A shipment, or the event that takes one back, after the GS1 US guideline, as bytes.
 *
 * @param instance names the document to its receiver
 * @throws Refused with the findings, when a receiver would refuse it
 */
export async function writeUsDocument(
  needs: UsMasterDataNeeds,
  tenant: string,
  told: Gathered | Revocation,
  { release, instance }: { readonly release: UsRelease; readonly instance: string },
): Promise<Buffer> {
  const isWhole = 'events' in told;
  const { events: stored, inside, ended } = isWhole ? told : { events: [told.stored], inside: noMore, ended: [] };
  if (ended.length > 0)
    orRefuse(
      refuse(
        'conflict',
        `${ended.slice(0, 5).join(', ')} had ended when the shipment left with ${ended.length} such inside`,
      ),
    );
  const own = await needs.registry.tenant(tenant);
  const prefixes = own?.companyPrefixes ?? [];
  const events = isWhole ? toldEvents(stored, inside, prefixes) : toldRevocation(told.stored.event, prefixes);
  const between = isWhole ? [] : toldRevocation(told.shipment.event, prefixes);
  const masterData = await usMasterData(needs, tenant, events);
  const recordedAt = stored.map(({ recordTime }) => recordTime).reduce((a, b) => (a > b ? a : b), '');
  const document = usShipment({ release, events, recordedAt, instance, masterData, between });
  const found = validateUsDocument(document, { profile: profileOf[release], isWhole });
  const errors = errorsIn(found);
  if (errors.length > 0) orRefuse(refuse('conflict', `its receiver would refuse the document: ${tellFindings(found)}`));
  const pieces: Buffer[] = [];
  for (const piece of usXml(document)) {
    if (isRefusal(piece)) orRefuse(piece);
    else pieces.push(Buffer.from(piece));
  }
  return Buffer.concat(pieces);
}
