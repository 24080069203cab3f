import { BY_PARTNER, type DeskCase, type NewDeskEntry } from '#common/store/desk-case-row.ts';
import type { DeskChange } from '#common/store/desk-cases.ts';
import type { DeskMessage } from '#shared/desk/desk-message.ts';
import type { DeskSubject } from '#shared/desk/desk-subject.ts';
import type { DeskKind } from '#shared/desk/kinds.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { entryOfMessage, withMessages } from './desk-change.ts';

/** What a case is begun with. */
export interface Begun {
  readonly tenant: string;
  readonly partner: Partner;
  readonly kind: DeskKind;
  readonly origin: DeskCase['origin'];
  readonly subject: DeskSubject;
  readonly text: string;
  /** The partner has a desk that takes reports of the PDG's schema. */
  readonly pdg?: boolean;
  /** The partner opens it. */
  readonly byPartner?: boolean;
  readonly by: string;
  /** What began it: the same again begins no other case. */
  readonly name: string;
  readonly digest: string;
  /** From when on the partner is told; at once when absent. */
  readonly toldFrom?: Date;
}

/** A case as it begins. Its id begins with the time, so that the latest is listed first. @param uuid draws ids */
export function newDeskCase(begun: Begun, at: Date, uuid: () => string): DeskChange {
  const { tenant, partner, kind, origin, text, by, byPartner = false, pdg = false } = begun;
  const createdAt = at.toISOString();
  const id = `${createdAt.replace(/[^0-9]/g, '')}-${uuid().slice(0, 8)}`;
  const way = partner.channel === 'network' ? 'network' : pdg ? 'pdg' : 'portal';
  const opened: DeskMessage = { id: uuid(), side: 'claimant', turn: 1, at: createdAt, act: 'open', text };
  const row: DeskCase = {
    ...{ tenant, id, kind, way, origin, by, createdAt },
    ...{ state: 'open', side: byPartner ? 'respondent' : 'claimant', partner: partner.partner },
    title: titleOf(kind, begun.subject, partner.name),
    subject: { ...begun.subject, things: [...new Set(begun.subject.things.map(canonicalEpc))] },
    ...{ messages: [], untold: way === 'network' && !byPartner ? [opened.id] : [] },
    ...{ updatedAt: createdAt, version: 0, entries: 0 },
    ...(begun.toldFrom && { toldFrom: begun.toldFrom.toISOString() }),
    work: { notBefore: (begun.toldFrom ?? at).toISOString() },
  };
  const entries: NewDeskEntry[] = [entryOfMessage(opened, byPartner ? BY_PARTNER : by, at)];
  return { after: withMessages(row, [opened], at), entries, begunBy: { name: begun.name, digest: begun.digest } };
}

/** In words, for lists. */
export function titleOf(
  kind: DeskKind,
  { things, counts, keys, recall, packs, documents }: DeskSubject,
  name: string,
): string {
  const [document] = documents;
  const many = packs ?? (things.length || counts.length || keys.length);
  const about = recall === undefined ? document && `${document.type} ${document.number}` : `recall ${recall.id}`;
  return [`${kind.replace('-', ' ')}: ${many || 'no'} ${many === 1 ? 'thing' : 'things'}`, about, name]
    .filter((one) => one !== undefined)
    .join(', ');
}
