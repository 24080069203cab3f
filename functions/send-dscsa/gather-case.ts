import { byRules, moved, partOf } from '#common/dscsa/change.ts';
import { gatherTracing, type Tracing, type TracingNeeds } from '#common/dscsa/gather-tracing.ts';
import { caseEvidenceKey, digestOfBytes } from '#common/dscsa/messages.ts';
import { log } from '#common/log.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import type { DscsaCases } from '#common/store/dscsa-cases.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { type UsMasterDataNeeds, usMasterData } from '#common/us/us-master-data.ts';
import { isRefusal } from '#shared/refusal.ts';
import { profileOf } from '#shared/regimes/us/guideline.ts';
import { tellFindings } from '#shared/regimes/us/tell-findings.ts';
import { toldEvents } from '#shared/regimes/us/told-events.ts';
import { validateUsDocument } from '#shared/regimes/us/validate/validate-us-document.ts';
import { usShipment, usXml } from '#shared/regimes/us/write-shipment.ts';

export interface GatherNeeds extends TracingNeeds, UsMasterDataNeeds {
  readonly cases: Pick<DscsaCases, 'commit'>;
  readonly evidence: Pick<EvidenceStore, 'put'>;
  readonly now: () => Date;
}

const release = 'r1.3';

/** Gathers what a request for transaction information asks for, as a document of the GS1 US guideline. What cannot be gathered stands before a person. */
export async function gatherCase(needs: GatherNeeds, row: DscsaCase): Promise<void> {
  const { tenant, id } = row;
  const after = await gathered(needs, row);
  const now = needs.now();
  const { document } = partOf(after, after.ti);
  const entry =
    after.problem === undefined && document !== undefined
      ? byRules(now, 'gathered', {
          detail: `${document.units} packs`,
          evidence: { key: document.key, direction: 'document', sha256: document.sha256 },
        })
      : byRules(now, 'stopped', { detail: after.problem ?? '' });
  const settled = { ...after, work: undefined, lease: undefined };
  // Before it is noted: an alarm that rings twice is harmless, one that a dying process keeps to itself is not.
  if (after.problem !== undefined) log('dscsa-needs-person', { tenant, case: id, kind: row.kind });
  await needs.cases.commit([{ before: row, after: settled, entries: [entry] }], now);
}

async function gathered(needs: GatherNeeds, row: DscsaCase): Promise<DscsaCase> {
  const ti = partOf(row, row.ti);
  try {
    const tracing = await gatherTracing(needs, row.tenant, ti.scope);
    const { bytes, findings } = await write(needs, row, tracing);
    const key = caseEvidenceKey(row.tenant, row.id, `v${row.version}-document`);
    await needs.evidence.put(key, bytes);
    const document = { key, sha256: digestOfBytes(bytes), units: tracing.units, ...(findings !== '' && { findings }) };
    return { ...moved(row, 'gather'), ti: { ...ti, document }, problem: undefined };
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.refused === 'busy') throw error;
    return { ...row, problem: error.refusal.detail.slice(0, 1_000) };
  }
}

/** An authority wants what there is: what a trading partner would find wrong is told beside the document, and does not hold it up. */
async function write(needs: GatherNeeds, { tenant, id }: DscsaCase, { events: stored, inside }: Tracing) {
  const own = await needs.registry.tenant(tenant);
  const events = toldEvents(stored, inside, own?.companyPrefixes ?? []);
  const masterData = await usMasterData(needs, tenant, events);
  const recordedAt = stored.map(({ recordTime }) => recordTime).reduce((a, b) => (a > b ? a : b), '');
  const document = usShipment({ release, events, recordedAt, instance: id, masterData });
  const findings = tellFindings(validateUsDocument(document, { profile: profileOf[release], isWhole: true }));
  const pieces: Buffer[] = [];
  for (const piece of usXml(document)) {
    if (isRefusal(piece)) orRefuse(piece);
    else pieces.push(Buffer.from(piece));
  }
  return { bytes: Buffer.concat(pieces), findings: findings.slice(0, 4_000) };
}
