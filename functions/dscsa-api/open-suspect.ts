import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { DscsaCase } from '#common/store/dscsa-case-row.ts';
import { identify } from '#shared/gs1/identify.ts';
import { newSuspect } from '#shared/messages/dscsa-api.ts';
import { refuse } from '#shared/refusal.ts';
import { askedAs, begunAs } from './begun-as.ts';
import { byCaller, decide } from './decide.ts';
import type { ApiNeeds } from './needs.ts';
import { newCase, placeOf } from './new-case.ts';
import { tellCase } from './tell-case.ts';

type Packs = NonNullable<DscsaCase['suspect']>['packs'];

/** Opens a case of suspect product, from what made it suspect. */
export const openSuspect =
  (needs: ApiNeeds): Endpoint =>
  async (request) => {
    const said = read(newSuspect, json(request));
    const { origin, product, packs: named, reason } = said;
    const name = askedAs(said);
    const earlier = await begunAs(needs, request.tenant, name);
    if (earlier !== undefined) return { status: 200, headers: placeOf(earlier), body: tellCase(earlier) };
    const { packs: found, others } = await thingsOf(needs, request.tenant, origin);
    const packs = [...named, ...found];
    mustBeFew(packs.length + others.length);
    if (packs.length + others.length === 0 && product === undefined)
      throw new Refused(
        refuse('malformed', 'no product is named', {
          at: '/packs',
          rule: 'FD&C Act 581(21)',
          remedy: 'name packs, or the product',
        }),
      );
    const now = needs.now();
    const after = newCase(needs, request, now, {
      kind: 'suspect',
      state: 'opened',
      title: `suspect product: ${product ?? packs.map(({ gtin }) => gtin)[0] ?? others[0]}`,
      suspect: {
        origin,
        ...(product !== undefined && { product }),
        packs,
        ...(others.length > 0 && { others: [...others] }),
        notices: [],
      },
    });
    // Before the case: packs of a case that came to nothing are nobody's, a case whose packs verify would be worse.
    await needs.suspectPacks.note(request.tenant, after.id, packs);
    const entries = [byCaller(request, now, 'opened', { detail: reason })];
    const detail = { origin, packs: packs.length, reason };
    const row = await decide(needs, request, now, {
      act: 'suspect-opened',
      changes: [{ after, entries, asked: name }],
      detail,
    });
    return { status: 201, headers: placeOf(row), body: tellCase(row) };
  };

/** Things that one case is about. All of them are signed for, so none is dropped. */
const MOST = 500;

function mustBeFew(things: number): void {
  if (things <= MOST) return;
  throw new Refused(
    refuse('too-large', `${things} things are named, ${MOST} are the most`, {
      at: '/packs',
      rule: 'Seriate API: a case is about 500 things at most',
      remedy: 'open several cases, each with some of the packs',
    }),
  );
}

interface Things {
  readonly packs: Packs;
  /** Whatever is no pack: containers, classes. */
  readonly others: readonly string[];
}

/** What a verification or an exception is about, which must be there. */
async function thingsOf(needs: ApiNeeds, tenant: string, { kind, id }: { kind: string; id?: string }): Promise<Things> {
  if (id === undefined || (kind !== 'verification' && kind !== 'exception')) return { packs: [], others: [] };
  const gone = refuse('not-found', `no ${kind} ${id}`, {
    at: '/origin/id',
    remedy: `name the id of ${kind === 'exception' ? 'an' : 'a'} ${kind}`,
  });
  if (kind === 'verification') {
    const { gtin, serial, lot, exp } = orRefuse((await needs.verifications.get(tenant, id)) ?? gone);
    return { packs: [{ gtin, serial, lot, exp }], others: [] };
  }
  const { epcs } = orRefuse((await needs.exceptions.get(tenant, id)) ?? gone);
  const packs = epcs.flatMap((epc) => {
    const key = identify(epc);
    return key.kind === 'sgtin' ? [{ gtin: key.gtin, serial: key.serial }] : [];
  });
  return { packs, others: epcs.filter((epc) => identify(epc).kind !== 'sgtin') };
}
