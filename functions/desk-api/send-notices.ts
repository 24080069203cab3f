import { nextMessage, withMessages } from '#common/desk/desk-change.ts';
import { deskFileKey, MOST_FILES } from '#common/desk/desk-files.ts';
import { newDeskCase } from '#common/desk/new-desk-case.ts';
import { digestOfBytes } from '#common/dscsa/messages.ts';
import type { Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { inLanes } from '#common/store/batches.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import type { DeskChange } from '#common/store/desk-cases.ts';
import type { HeldCount } from '#common/store/holders.ts';
import type { SignatureRecord } from '#shared/access/signature.ts';
import type { DeskSubject } from '#shared/desk/desk-subject.ts';
import { decideDesk } from './decide-desk.ts';
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
const LANES = 4;

/** Gives each holder one notice of its own, with the list of its packs: sent again, it is the same notice. */
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
    async ({ holder, count, packs }) => {
      const partner = count.partner === undefined ? undefined : await needs.registry.partner(tenant, count.partner);
      if (partner === undefined) {
        unreached.push({ holder, name: count.name, packs: count.held + count.sent });
        return;
      }
      const name = `${notice.kind} ${notice.of} ${partner.partner}`;
      const earlier = await needs.cases.begunBy(tenant, name);
      const row = earlier?.row ?? (await sent(needs, request, { notice, partner, name, epcs: await packs() }));
      notices.push({ partner: partner.partner, case: row.id, isNew: earlier === undefined });
    },
    LANES,
  );
  return { notices: notices.sort((a, b) => (a.partner < b.partner ? -1 : 1)), unreached };
}

interface Sending {
  readonly notice: Notice;
  readonly partner: Parameters<typeof newDeskCase>[0]['partner'];
  readonly name: string;
  readonly epcs: readonly string[];
}

async function sent(
  needs: DeskApiNeeds,
  request: Request,
  { notice, partner, name, epcs }: Sending,
): Promise<DeskCase> {
  const { tenant, caller: by } = request;
  const { kind, of, text, signature } = notice;
  const at = needs.now();
  const origin = { kind: kind === 'recall' ? ('recall' as const) : ('suspect' as const), id: of };
  const subject = { ...notice.subject, things: epcs.slice(0, NAMED), packs: epcs.length };
  const begun = newDeskCase({ tenant, by, partner, kind, origin, subject, text, name, digest: name }, at, needs.uuid);
  const change = await withLists(needs, begun, epcs, at);
  const [opened, ...others] = change.entries;
  const entries = opened === undefined ? others : [{ ...opened, signature }, ...others];
  const detail = { partner: partner.partner, of, packs: epcs.length };
  const row = await decideDesk(needs, request, at, {
    act: 'notice-sent',
    change: { ...change, entries },
    detail,
    signature,
  });
  log('desk-opened', { tenant, case: row.id, kind });
  return row;
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
    const id = `claimant-packs-${i + 1}`;
    await needs.evidence.put(deskFileKey(after.tenant, after.id, id), bytes);
    const name = `packs-${i + 1}.csv`;
    const file = { name, contentType: 'text/csv', bytes: bytes.byteLength, sha256: digestOfBytes(bytes) };
    const message = nextMessage(after, { id, side: 'claimant', act: 'attach', file }, at);
    const untold = after.way === 'network' ? [...after.untold, id] : after.untold;
    after = { ...withMessages(after, [message], at), untold };
  }
  return { ...change, after };
}
