import { codeOf } from '#common/code-of.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { dataOfDocument, dataOfThings, type StatedNeeds } from '#common/stated-data.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { TenantProfile } from '#shared/messages/registry-api.ts';
import type { NewStatement } from '#shared/messages/statements-api.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { dayToCome } from '#shared/regimes/day-to-come.ts';
import type { Report, ReportData } from '#shared/regimes/regime.ts';
import { regimeOf } from '#shared/regimes/regimes.ts';
import { statedReports } from '#shared/regimes/stated-reports.ts';
import type { Statement } from '#shared/regimes/statement.ts';
import { judgeEnds, judgeFacts } from './judge-statement.ts';
import { MOST_LOTS } from './rows-of.ts';
import { sayAgain } from './say-again.ts';
import { toldDocument } from './told-document.ts';

export interface AboutNeeds extends StatedNeeds {
  readonly deliveries: Pick<Deliveries, 'get'>;
}

/** What a statement is about, and the reports that tell it. */
export interface About {
  readonly reports: readonly Report[];
  /** Canonical. */
  readonly epcs: readonly string[];
  readonly lots: readonly LotName[];
  readonly gtins: readonly string[];
  /** ISO 8601, in UTC. */
  readonly at: string;
}

interface Asked {
  readonly tenant: string;
  readonly statement: Statement;
  readonly wanted: NewStatement;
  /** ISO 8601. */
  readonly saidAt: string;
}

/** Looks up what is named and holds it to the regime's own rules. @throws Refused */
export async function aboutOf(needs: AboutNeeds, asked: Asked): Promise<About> {
  const { tenant, statement, wanted, saidAt } = asked;
  const at = new Date(wanted.at).toISOString();
  const epcs = (wanted.things ?? []).map(canonicalEpc);
  const codes = epcs.map((epc, i) => orRefuse(codeOf(epc) ?? noCode(wanted, i)));
  const known = new Set<string>();
  const again = epcs.findIndex((epc) => known.size === known.add(epc).size);
  if (again >= 0) throw new Refused(refuse('conflict', `${epcs[again]} stands twice`, { at: `/things/${again}` }));
  must(judgeFacts(statement, wanted, codes) ?? dayToCome(wanted.facts, saidAt));
  const reports = statedReports(statement, { kind: 'statement', id: wanted.statement, at, saidAt, codes });
  const data =
    statement.of === 'document'
      ? await documentIn(needs, asked)
      : orRefuse(await dataOfThings(needs, tenant, { market: wanted.market, of: statement.of, epcs, at }, wanted));
  must(judgeEnds(statement, data.movement));
  if (data.lots.length > MOST_LOTS)
    throw new Refused(
      refuse('too-large', `packs of ${data.lots.length} lots, at most ${MOST_LOTS}`, { at: '/things' }),
    );
  await mustBeAccepted(needs, asked, data, { at, reports });
  return { reports, epcs, lots: data.lots, gtins: data.gtins, at };
}

const must = (refusal: Refusal | undefined) => {
  if (refusal !== undefined) throw new Refused(refusal);
};

const noCode = ({ things = [] }: NewStatement, i: number) =>
  refuse('malformed', `${things[i]} is neither a pack nor a package`, {
    at: `/things/${i}`,
    rule: 'GS1: SGTIN or SSCC',
    remedy: 'name it by its EPC URI or its GS1 Digital Link',
  });

async function documentIn(needs: AboutNeeds, { tenant, statement, wanted }: Asked) {
  const told = orRefuse(await toldDocument(needs, tenant, statement, wanted));
  const data = orRefuse(await dataOfDocument(needs, tenant, told, wanted));
  const { gtin } = told.subject;
  return { ...data, lots: [], gtins: gtin === undefined ? [] : [gtin] };
}

type Found = Pick<ReportData, 'product' | 'movement' | 'document'>;

/** What the regulator would refuse is refused before anything is kept. */
async function mustBeAccepted(
  { registry }: AboutNeeds,
  { tenant, wanted }: Asked,
  { product, movement, document }: Found,
  { at, reports }: { readonly at: string; readonly reports: readonly Report[] },
): Promise<void> {
  const regime = regimeOf(wanted.market);
  const own: TenantProfile = orRefuse((await registry.tenant(tenant)) ?? refuse('not-found', `no tenant ${tenant}`));
  const holder = { tenant, name: own.name, gln: own.gln, registrations: own.registrations };
  for (const report of reports) {
    const { first = 0, count = 0 } = report.units ?? {};
    const things = (movement?.things ?? []).slice(first, first + count);
    const data = {
      ...{ holder, product, serials: [], facts: wanted.facts, at },
      ...(movement && { movement: { ...movement, things } }),
      ...(document && { document }),
    };
    const refusal = regime?.accept(data, report);
    if (isRefusal(refusal)) throw new Refused(sayAgain(refusal));
  }
}
