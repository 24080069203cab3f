import { type Held, US, whoHolds } from '#common/desk/who-holds.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { unitEpc } from '#common/reconcile/line-said.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { signatureOf } from '#common/signature.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import type { HeldCount } from '#common/store/holders.ts';
import { noSubject } from '#shared/desk/desk-subject.ts';
import { beyondOf, effectivenessOf } from '#shared/desk/effectiveness.ts';
import { foldCase } from '#shared/desk/fold-case.ts';
import { newNotices } from '#shared/messages/desk-api.ts';
import { refuse } from '#shared/refusal.ts';
import { allOf } from './all-of.ts';
import type { DeskApiNeeds } from './needs.ts';
import { countOf, findRecall } from './recall-holders.ts';
import { type NoticeTo, sendNotices } from './send-notices.ts';

/** Rows of a holder's packs that are read at once, of a thousand packs each, and two thousand at most. */
const SLICES = 50;

/** Tells every holder of the packs of a recall, once each, as they were last counted. */
export const sendRecallNotices =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    const { signature, ...said } = read(newNotices, json(request));
    const { tenant } = request;
    const { recall: id, gtin, of, level, class: recallClass, state } = await findRecall(needs, request);
    const count = await countOf(needs, tenant, id);
    if (state === 'lifted' || count.state === 'running')
      throw new Refused(
        refuse('conflict', state === 'lifted' ? 'the recall was lifted' : 'the holders are just being counted', {
          remedy: `GET /api/recalls/${id}/holders`,
        }),
      );
    const record = signatureOf(request, { ...signature, reason: said.text }, { recall: id, ...said }, needs.now());
    const to = count.holders.filter((one) => isTold(one.holder, one, said.partners));
    const packsOf = (holder: string) => () =>
      allOf(async (after) => {
        const { epcs: items, ...more } = await needs.holders.packs(tenant, count, holder, SLICES, after);
        return { items, ...more };
      });
    const holders = to.map(
      ({ holder, ...one }): NoticeTo => ({ holder, count: one, packs: packsOf(holder), run: count.run }),
    );
    const recall = { id, gtin, level, ...(recallClass !== undefined && { class: recallClass }) };
    const lots = of.kind === 'lot' ? [{ gtin, lot: of.lot }] : [];
    const notice = { kind: 'recall' as const, of: id, text: said.text, subject: { ...noSubject, lots, recall } };
    const sent = await sendNotices(needs, request, { ...notice, signature: record }, holders);
    return { status: 200, body: { recall: id, countedAt: count.begunAt, ...sent } };
  };

/** Tells every partner that holds packs of a case of suspect product to keep them apart. */
export const sendSuspectNotices =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    const { signature, ...said } = read(newNotices, json(request));
    const { tenant, path } = request;
    const id = path['id'] ?? '';
    const row = await needs.suspects.get(tenant, id);
    const suspect = orRefuse(
      row?.suspect ??
        refuse('not-found', `no case of suspect product ${id}`, { remedy: 'GET /api/dscsa/cases?kind=suspect' }),
    );
    if (row?.state === 'cleared')
      throw new Refused(refuse('conflict', 'the product was cleared', { remedy: 'open another case' }));
    const record = signatureOf(request, { ...signature, reason: said.text }, { suspect: id, ...said }, needs.now());
    const epcs = [...new Set(suspect.packs.map(({ gtin, serial }) => unitEpc(gtin, serial)))];
    const held = (await whoHolds(needs, tenant, epcs)).filter(({ holder, count }) =>
      isTold(holder, count, said.partners),
    );
    const holders = held.map((one: Held): NoticeTo => ({ ...one, packs: async () => [...one.epcs, ...one.claimed] }));
    const notice = { kind: 'suspect-product' as const, of: id, text: said.text, subject: noSubject };
    const sent = await sendNotices(needs, request, { ...notice, signature: record }, holders);
    return { status: 200, body: { suspect: id, ...sent } };
  };

/** Ourselves we need not tell, nor whoever has none any more; whoever says that it has, or had, what is counted at another is told as well. */
const isTold = (
  holder: string,
  { partner, held, sent, claimed = 0 }: HeldCount,
  partners: readonly string[] | undefined,
) => holder !== US && held + sent + claimed > 0 && (partners === undefined || partners.includes(partner ?? holder));

/** What became of the notices of a recall: each, and all together. */
export const showRecallNotices =
  (needs: DeskApiNeeds): Endpoint =>
  async (request) => {
    const { recall } = await findRecall(needs, request);
    return { status: 200, body: { recall, ...(await tellNotices(needs, request.tenant, 'recall', recall)) } };
  };

/** The same of a case of suspect product. */
export const showSuspectNotices =
  (needs: DeskApiNeeds): Endpoint =>
  async ({ tenant, path }) => {
    const suspect = path['id'] ?? '';
    return { status: 200, body: { suspect, ...(await tellNotices(needs, tenant, 'suspect-product', suspect)) } };
  };

async function tellNotices({ cases }: DeskApiNeeds, tenant: string, kind: string, origin: string) {
  const rows = await allOf(async (after) => {
    const { cases: items, ...more } = await cases.list(tenant, { kind, origin, limit: 200, after });
    return { items, ...more };
  });
  const sent = rows.filter(({ side }) => side === 'claimant').map(tellNotice);
  const notices = sent.sort((a, b) => (a.partner < b.partner ? -1 : 1));
  return { notices, effectiveness: effectivenessOf(notices) };
}

function tellNotice({ id, kind, partner, state, createdAt, subject, messages, clock }: DeskCase) {
  const { found } = foldCase(kind, messages);
  const late = clock?.missedAt !== undefined && clock.metAt === undefined;
  const packs = subject.packs ?? 0;
  const beyond = beyondOf({ packs, found });
  return { case: id, partner, state, toldAt: createdAt, packs, found, ...(beyond > 0 && { beyond }), late };
}
