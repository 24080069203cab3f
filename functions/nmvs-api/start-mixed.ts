import { type Endpoint, json, type Request } from '#common/http.ts';
import { accessOf } from '#common/nmvs/access-of.ts';
import { derivedId } from '#common/nmvs/derived-id.ts';
import { keepItems, type MixedPack, nameOf } from '#common/nmvs/mixed-objects.ts';
import { ownPacks } from '#common/nmvs/own-packs.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { inLanes } from '#common/store/batches.ts';
import type { NmvsMixed } from '#common/store/nmvs-mixed-row.ts';
import type { MixedTransaction } from '#common/store/nmvs-transaction-row.ts';
import { type MixedOperation, mixedOperation } from '#shared/messages/nmvs-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { checkPack, schemeOf } from '#shared/regimes/eu/nmvs/check-pack.ts';
import { mayUndo } from '#shared/regimes/eu/nmvs/may-undo.ts';
import { operationOf } from '#shared/regimes/eu/nmvs/operations.ts';
import { digestOf, operationOfAsked } from './begin.ts';
import { mustBeInTrade } from './in-trade.ts';
import type { ApiNeeds } from './needs.ts';
import { mustBeOfTheLot } from './of-the-lot.ts';
import { tellMixed } from './show-mixed.ts';
import { isStale } from './undo-rules.ts';

/**
 * Packs in one mixed bulk. An NMVS takes 100,000; of smaller ones less has to be looked after when an answer is lost, and answers stay small enough to be
 * kept and read.
 */
export const PER_PART = 10_000;

/**
 * Operations of their own on many packs. All is checked before any is sent; then it is written down with its parts, and goes on by itself. The same id is
 * answered with the same request.
 *
 * @param perPart packs of one mixed bulk, 1 to 100,000
 */
export const startMixed =
  (needs: ApiNeeds, perPart = PER_PART): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const { anyway, ...asked } = read(mixedOperation, json(request));
    const digest = digestOf(asked);
    const before = await earlier(needs, tenant, asked.id, digest);
    if (before !== undefined) return { status: 202, body: await tellMixed(needs, before) };
    const packs = asked.items.map(packOf);
    mustBeSound(asked, packs);
    await mustBeInTrade(
      needs,
      tenant,
      packs,
      (serial) => `/items/${packs.findIndex((one) => one.serial === serial)}/serial`,
    );
    if (!anyway)
      await mustBeOfTheLot(
        { ...needs, ownPacks: ownPacks(needs) },
        tenant,
        packs.filter(({ undo }) => !undo),
      );
    const { clientLoginId, services } = await accessOf(needs, tenant, asked.country);
    if (services.mixed === undefined)
      throw new Refused(refuse('conflict', 'the access has no mixed service', { at: '/country', remedy: noService }));
    await mustBeUndoable(needs, request, asked.country, { packs, clientLoginId });
    const { mixed, rows } = await writtenDown(needs, request, asked, { packs, digest, clientLoginId, perPart });
    if ((await needs.transactions.beginMixed(mixed, rows, needs.now())) === 'begun')
      for (const { id } of rows) await needs.wake({ tenant, transaction: id });
    const begun = await earlier(needs, tenant, asked.id, digest);
    return { status: 202, body: await tellMixed(needs, orRefuse(begun ?? refuse('busy', 'it is just being begun'))) };
  };

const noService = 'PUT /api/nmvs/accesses/{country} with services.mixed';

type AskedMixed = Omit<MixedOperation, 'anyway'>;

const packOf = ({ act, undo, product, nhrn, batch, expiry, serial }: MixedOperation['items'][number]): MixedPack => ({
  act,
  undo,
  product: {
    scheme: schemeOf(product),
    code: product,
    ...(nhrn !== undefined && { nhrn }),
    batch: { id: batch, expiry },
  },
  serial,
});

/** The request that has this id already. @throws Refused when it is another */
async function earlier({ transactions }: ApiNeeds, tenant: string, id: string, digest: string) {
  const before = await transactions.mixed(tenant, id);
  if (before === undefined || before.digest === digest) return before;
  const rule = 'Seriate API: one id stands for one request';
  throw new Refused(
    refuse('conflict', `${id} is the id of another request of ${before.createdAt}`, {
      at: '/id',
      rule,
      remedy: 'draw a new id',
    }),
  );
}

function mustBeSound({ id, country }: AskedMixed, packs: readonly MixedPack[]): void {
  const seen = new Set<string>();
  for (const [n, pack] of packs.entries()) {
    const { act, undo, product, serial } = pack;
    if (undo) within(n, () => operationOfAsked({ id, country, act, undo }, 'single'));
    const problem = checkPack(product, [serial], true);
    if (problem !== undefined) orRefuse(placed(n, problem));
    if (seen.has(nameOf(pack)))
      orRefuse(
        refuse('malformed', `pack ${serial} stands twice`, {
          at: `/items/${n}/serial`,
          remedy: 'items are done in no order: send what comes second in a request of its own',
        }),
      );
    seen.add(nameOf(pack));
  }
}

const placed = (n: number, refusal: Refusal): Refusal => ({ ...refusal, at: `/items/${n}${refusal.at ?? ''}` });

/** @throws Refused what is refused, with the place of the item */
function within(n: number, check: () => unknown): void {
  try {
    check();
  } catch (error) {
    if (error instanceof Refused) throw new Refused(placed(n, error.refusal));
    throw error;
  }
}

/** Holds what is undone against what we had done to those packs. Of packs that we know nothing of, the NMVS is asked before the undo is sent. */
async function mustBeUndoable(
  { packs, now }: ApiNeeds,
  { tenant }: Request,
  country: string,
  asked: { readonly packs: readonly MixedPack[]; readonly clientLoginId: string },
): Promise<void> {
  const undone = [...asked.packs.entries()].filter(([, { undo }]) => undo);
  await inLanes(undone, async ([n, { act, product, serial }]) => {
    const known = await packs.get(tenant, { country, product: product.code, serial });
    if (known === undefined) return;
    const refusal = mayUndo(known, { act, at: now().getTime(), by: asked.clientLoginId });
    if (refusal === undefined || (await isStale({ packs }, { tenant, country, product }, known))) return;
    throw new Refused(placed(n, refusal));
  });
}

interface Written {
  readonly packs: readonly MixedPack[];
  readonly digest: string;
  readonly clientLoginId: string;
  readonly perPart: number;
}

async function writtenDown(
  { evidence, now }: ApiNeeds,
  { tenant, caller }: Request,
  { id, country, user }: AskedMixed,
  { packs, digest, clientLoginId, perPart }: Written,
) {
  const createdAt = now().toISOString();
  const rows: MixedTransaction[] = [];
  for (let from = 0; from < packs.length; from += perPart) {
    const some = packs.slice(from, from + perPart);
    const partId = derivedId(id, `m${rows.length + 1}`);
    // Under the digest: another request of this id must not write over them.
    const itemsKey = await keepItems(evidence, tenant, partId, `0-${digest.slice(0, 8)}`, some);
    rows.push({
      ...{ tenant, id: partId, partOf: id, country, kind: 'mixed', operation: MIXED, count: some.length, itemsKey },
      ...(user !== undefined && { user }),
      ...{ by: caller, clientLoginId, digest, attempts: 0, polls: 0, sends: 0, evidence: [] },
      // What is undone is looked at first: an undo of what is not so raises an alert.
      ...{ state: some.some(({ undo }) => undo) ? 'checking' : 'due', uncertain: false },
      ...{ createdAt, updatedAt: createdAt },
    });
  }
  const parts = rows.map(({ id: part, count, itemsKey }) => ({ id: part, count, itemsKey }));
  const mixed: NmvsMixed = { tenant, id, country, count: packs.length, by: caller, digest, parts, createdAt };
  return { mixed, rows };
}

const MIXED = operationOf('G195')?.code ?? '';
