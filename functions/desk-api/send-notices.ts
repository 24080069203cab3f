import { nextMessage, withMessages } from '#common/desk/desk-change.ts';
import { deskFileKey, MOST_FILES } from '#common/desk/desk-files.ts';
import { newDeskCase } from '#common/desk/new-desk-case.ts';
import { digestOfBytes } from '#common/dscsa/messages.ts';
import type { Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import { inLanes } from '#common/store/batches.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import type { DeskChange } from '#common/store/desk-cases.ts';
import type { HeldCount } from '#common/store/holders.ts';
import type { SignatureRecord } from '#shared/access/signature.ts';
import type { DeskSubject } from '#shared/desk/desk-subject.ts';
import { refuse } from '#shared/refusal.ts';
import { beginDesk } from './decide-desk.ts';
import type { DeskApiNeeds } from './needs.ts';

/** What holders are told. */
export interface Notice {
  readonly kind: 'recall' | 'suspect-product';
  /** Id of the recall, or of the case of suspect product. */
  readonly of: string;
  readonly text: string;
  /** Without things, which differ from holder to holder. */
  readonly subject: DeskSubject;
  readonly signature: SignatureRecord;
}

export interface NoticeTo {
  readonly holder: string;
  readonly count: HeldCount;
  /** Packs that it holds, canonical EPCs. */
  readonly packs: () => Promise<readonly string[]>;
  /** Of the count, by which they were found: of the same count there is nothing more to tell. */
  readonly run?: string;
}

export interface SentNotices {
  readonly notices: readonly { readonly partner: string; readonly case: string; readonly isNew: boolean }[];
  /** Holders that are no partners in force: people tell them. */
  readonly unreached: readonly { readonly holder: string; readonly name: string; readonly packs: number }[];
}

/** Packs that the case itself names. */
const NAMED = 50;
/** Packs of one file. */
const PACKS_A_FILE = 60_000;
/** Ids of messages that bring the list: no caller's message has such a one. */
const LIST = 'claimant-packs-';
const LANES = 4;

/**
 * Gives each holder a notice of its own, with the list of its packs: sent again, it is the same notice. Packs that came to it since are told by one more, and who
 * was told by mistake, whose notice was withdrawn, is told anew.
 */
export async function sendNotices(
  needs: DeskApiNeeds,
  request: Request,
  notice: Notice,
  holders: readonly NoticeTo[],
): Promise<SentNotices> {
  const { tenant } = request;
  const notices: { partner: string; case: string; isNew: boolean }[] = [];
  const unreached: { holder: string; name: string; packs: number }[] = [];
  await inLanes(
    holders,
    async ({ holder, count, packs, run }) => {
      const partner = count.partner === undefined ? undefined : await needs.registry.partner(tenant, count.partner);
      if (partner === undefined) {
        unreached.push({ holder, name: count.name, packs: count.held + count.sent + (count.claimed ?? 0) });
        return;
      }
      const { told, name } = await toldBefore(needs, tenant, `${notice.kind} ${notice.of} ${partner.partner}`);
      const epcs = told.some(({ digest }) => digest === run) ? [] : await untold(needs, told, await packs());
      const [last] = told.slice(-1);
      const isNew = last === undefined || epcs.length > 0;
      const sending = { notice, partner, name, digest: run ?? name, epcs };
      const row = isNew ? await sent(needs, request, sending) : last.row;
      notices.push({ partner: partner.partner, case: row.id, isNew });
    },
    LANES,
  );
  return { notices: notices.sort((a, b) => (a.partner < b.partner ? -1 : 1)), unreached };
}

interface Sending {
  readonly notice: Notice;
  readonly partner: Parameters<typeof newDeskCase>[0]['partner'];
  readonly name: string;
  readonly digest: string;
  readonly epcs: readonly string[];
}

async function sent(
  needs: DeskApiNeeds,
  request: Request,
  { notice, partner, name, digest, epcs }: Sending,
): Promise<DeskCase> {
  const { tenant, caller: by } = request;
  const { kind, of, text, signature } = notice;
  const at = needs.now();
  const origin = { kind: kind === 'recall' ? ('recall' as const) : ('suspect' as const), id: of };
  const subject = { ...notice.subject, things: epcs.slice(0, NAMED), packs: epcs.length };
  const begun = newDeskCase({ tenant, by, partner, kind, origin, subject, text, name, digest }, at, needs.uuid);
  const change = await withLists(needs, begun, epcs, at);
  const [opened, ...others] = change.entries;
  const entries = opened === undefined ? others : [{ ...opened, signature }, ...others];
  const detail = { partner: partner.partner, of, packs: epcs.length };
  const row = await beginDesk(needs, request, at, {
    act: 'notice-sent',
    change: { ...change, entries },
    detail,
    signature,
  });
  // Another sends the same: what it has not told yet is told by one of the two.
  if (row === 'moved')
    throw new Refused(
      refuse('busy', `partner ${partner.partner} is just being told`, {
        at: '/',
        remedy: 'send the same again: who was told is not told twice',
      }),
    );
  log('desk-opened', { tenant, case: row.id, kind });
  return row;
}

/** Notices that a holder has of it, without those that were withdrawn, and what the next one is begun by. */
async function toldBefore({ cases }: DeskApiNeeds, tenant: string, of: string) {
  const told: { row: DeskCase; digest: string }[] = [];
  for (let n = 1; ; n++) {
    const name = n === 1 ? of : `${of} ${n}`;
    const earlier = await cases.begunBy(tenant, name);
    if (earlier === undefined) return { told, name };
    if (earlier.row.state !== 'withdrawn') told.push(earlier);
  }
}

/** Packs that no notice of these lists. */
async function untold(
  { evidence }: DeskApiNeeds,
  told: readonly { readonly row: DeskCase }[],
  epcs: readonly string[],
): Promise<readonly string[]> {
  const listed = new Set<string>();
  for (const { row } of told)
    for (const { id } of row.messages.filter((one) => one.id.startsWith(LIST))) {
      const bytes = await evidence.get(deskFileKey(row.tenant, row.id, id));
      for (const line of Buffer.from(bytes ?? [])
        .toString('utf8')
        .split('\r\n'))
        listed.add(line);
    }
  return epcs.filter((epc) => !listed.has(epc));
}

/** All packs, one a line, in as many files as they need. */
async function withLists(
  needs: DeskApiNeeds,
  change: DeskChange,
  epcs: readonly string[],
  at: Date,
): Promise<DeskChange> {
  let { after } = change;
  const files = Math.min(MOST_FILES, Math.ceil(epcs.length / PACKS_A_FILE));
  for (let i = 0; i < files; i++) {
    const bytes = Buffer.from(`epc\r\n${epcs.slice(i * PACKS_A_FILE, (i + 1) * PACKS_A_FILE).join('\r\n')}\r\n`);
    const id = `${LIST}${i + 1}`;
    await needs.evidence.put(deskFileKey(after.tenant, after.id, id), bytes);
    const name = `packs-${i + 1}.csv`;
    const file = { name, contentType: 'text/csv', bytes: bytes.byteLength, sha256: digestOfBytes(bytes) };
    const message = nextMessage(after, { id, side: 'claimant', act: 'attach', file }, at);
    const untold = after.way === 'network' ? [...after.untold, id] : after.untold;
    after = { ...withMessages(after, [message], at), untold };
  }
  return { ...change, after };
}
