import { type BlockFigures, withNumbers } from '#common/block-figures.ts';
import { epcOfPath } from '#common/epc-of-path.ts';
import type { Endpoint, Request } from '#common/http.ts';
import { mayTouch } from '#common/principal.ts';
import { Refused } from '#common/refused.ts';
import type { EpcPlaces, OwnPlace } from '#common/store/epc-places.ts';
import { isOwnBlock, type StoredBlock } from '#common/store/serial-block-row.ts';
import { generationAt, type SerialBlocks } from '#common/store/serial-blocks.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { identify } from '#shared/gs1/identify.ts';
import type { BlockNumbers, CodeAnswer } from '#shared/messages/serials-api.ts';
import { refuse } from '#shared/refusal.ts';
import { partOf } from '#shared/serials/block-counters.ts';
import { isKeyed } from '#shared/serials/pool.ts';
import { foldUnit } from '#shared/trace/fold-unit.ts';
import { checkDigitProblem, epcOfCode } from './epc-of-code.ts';

/** Numbers of a block that are counted for one code: ten queries, so that a look-up costs about the same whatever its block. */
const MOST_COUNTED = 2_560;

export interface CodeNeeds {
  readonly placesOf: EpcPlaces;
  readonly pools: Pick<SerialPools, 'get'>;
  readonly blocks: Pick<SerialBlocks, 'ofCounter'>;
  readonly figures: BlockFigures;
  readonly unitEvents: UnitEvents;
}

/**
 * Whether a code was issued, when and to whom, what it is now, and what became of its block. It costs the same whatever the pool has issued: a decryption,
 * or a row by hash, a few reads, and a bounded number for the block. Of a code of another tenant, of another company under its own grant, or of a lot that the grant does not reach, nothing is told but that it
 * was not issued here.
 */
export const showCode =
  (needs: CodeNeeds): Endpoint =>
  async (request) => {
    const epc = asked(request.path['code'] ?? '');
    const [place] = (await needs.placesOf(request.tenant, [epc])).get(epc) ?? [];
    return { status: 200, body: place === undefined ? { epc, issued: false } : await tell(needs, request, epc, place) };
  };

/** The code in whatever spelling, as it is compared. */
function asked(text: string): string {
  const spelled = epcOfCode(text);
  const wrong = spelled === undefined ? checkDigitProblem(text) : undefined;
  if (wrong !== undefined) throw new Refused({ ...wrong, at: 'code', remedy: compare });
  const epc = spelled ?? epcOfPath(text);
  if (identify(epc).kind !== 'other') return epc;
  throw new Refused(
    refuse('malformed', 'the path names no serialized item and no SSCC', {
      at: 'code',
      rule: 'GS1 GS §3.2; GS1 Digital Link URI syntax §4; EPC TDS §6',
      remedy:
        'give an element string ((01)…(21)…), a GS1 Digital Link, an EPC URN, an SSCC of 18 digits, or <GTIN>/<serial>',
    }),
  );
}

const compare = 'compare the code with the pack: one of its digits is wrong, the check digit or another';

async function tell(
  needs: CodeNeeds,
  request: Request,
  epc: string,
  { pool: id, counter }: OwnPlace,
): Promise<CodeAnswer> {
  const { tenant } = request;
  const [pool, block, events] = await Promise.all([
    needs.pools.get(tenant, id),
    needs.blocks.ofCounter(tenant, id, counter),
    needs.unitEvents(tenant, [epc]),
  ]);
  const gtin = pool.kind === 'sscc' ? undefined : pool.gtin;
  const unit = foldUnit(epc, events);
  const lot = unit.known ? unit.lot : undefined;
  if (!isOwnBlock(request, block) || !mayTouch(request, { gtin, lot, pool: id, site: block?.site }))
    return { epc, issued: false };
  const part = block && partOf(block.parts, counter);
  return {
    epc,
    issued: true,
    ...namesOf(epc),
    pool: id,
    ...(isKeyed(pool) && { generation: generationAt(pool, counter) }),
    counter,
    ...(block && toWhom(block, await needs.figures(tenant, block, MOST_COUNTED))),
    state: unit.known ? unit.exists : (part?.fate ?? 'allocated'),
    ...(unit.known && { disposition: unit.disposition, lot }),
    ...(part && { part }),
  };
}

function namesOf(epc: string): Pick<CodeAnswer, 'gtin' | 'serial' | 'sscc'> {
  const identity = identify(epc);
  if (identity.kind === 'sscc') return { sscc: identity.sscc };
  return identity.kind === 'sgtin' ? { gtin: identity.gtin, serial: identity.serial } : {};
}

const toWhom = (
  { requestId, first, last, state, count, allocatedAt, site, line, order, partner, home }: StoredBlock,
  numbers: BlockNumbers,
) => ({
  requestId,
  block: withNumbers({ first, last, state, count }, numbers),
  issuedAt: allocatedAt,
  to: { site, line, order, partner, company: home },
});
