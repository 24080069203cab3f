import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { caseAnnounced } from './announced-cases.ts';
import type { AuditRow } from './audit.ts';
import { type ChangeOf, caseRows, putOnce } from './case-rows.ts';
import { type DscsaCase, dueOf, type HistoryEntry, historyEntry, storedCase } from './dscsa-case-row.ts';
import { dscsaAskedKey, dscsaCaseKey, dscsaHistoryKey, dscsaMessageKey, dscsaPeerKey } from './dscsa-keys.ts';
import { conditionsOf, type WantedCases } from './list-dscsa-cases.ts';

/** A case before and after, and what its history says of that. Without `before` it is a new one. */
export interface CaseChange extends ChangeOf<DscsaCase, HistoryEntry> {
  /** Of a new case of a partner's: by what the partner's next message finds it. */
  readonly peer?: { readonly partner: string; readonly caseUuid: string };
  /** Of a new case: by what the same request finds it when it comes again. */
  readonly asked?: { readonly id: string; readonly digest: string };
  /** A partner's message that changes it: by what the same message, or another under its id, is known again. */
  readonly heard?: { readonly partner: string; readonly messageUuid: string; readonly digest: string };
}

const kind = {
  ...{ caseKey: dscsaCaseKey, historyKey: dscsaHistoryKey, stored: storedCase, entry: historyEntry },
  ...{ dueOf, announced: caseAnnounced },
};

export type DscsaCases = ReturnType<typeof dscsaCases>;

/** Cases of the DSCSA in the deliveries table. */
export function dscsaCases(db: DynamoDBDocumentClient, table: string) {
  const { get, pointed, list, history, commit } = caseRows(db, table, kind);
  return {
    ...{ get, history },
    /** The case that a partner calls so. */
    ofPeer: async (tenant: string, partner: string, caseUuid: string): Promise<DscsaCase | undefined> =>
      (await pointed(tenant, dscsaPeerKey(tenant, partner, caseUuid)))?.row,
    /** The case that a request of this id began, and what tells that request from others. */
    ofAsked: (tenant: string, asked: string) => pointed(tenant, dscsaAskedKey(tenant, asked)),
    /** The case that a partner's message came into, and what tells that message from others. */
    ofMessage: (tenant: string, partner: string, messageUuid: string) =>
      pointed(tenant, dscsaMessageKey(tenant, partner, messageUuid)),
    /** The latest first. */
    list: (tenant: string, { limit, after, ...wanted }: WantedCases) =>
      list(tenant, { limit, after, conditions: conditionsOf(wanted) }),
    /** Changes cases with their histories, and the audit trail where a person did it: all or nothing. `moved` when one of them stands otherwise by now. */
    commit: (changes: readonly CaseChange[], at: Date, audit?: AuditRow) =>
      commit(changes, at, audit, (change, row) => pointersOf(table, change, row)),
  };
}

function pointersOf(table: string, { peer, asked, heard }: CaseChange, { tenant, id }: DscsaCase) {
  return [
    // Two first messages of one case may come at once: the second finds the case of the first.
    ...(peer ? [putOnce(table, { ...dscsaPeerKey(tenant, peer.partner, peer.caseUuid), id })] : []),
    // A request whose answer was lost comes again, perhaps while the first is at work: one of them begins the case.
    ...(asked ? [putOnce(table, { ...dscsaAskedKey(tenant, asked.id), id, digest: asked.digest })] : []),
    // The same message, or another under its id, may come at once: one of them is taken in.
    ...(heard
      ? [putOnce(table, { ...dscsaMessageKey(tenant, heard.partner, heard.messageUuid), id, digest: heard.digest })]
      : []),
  ];
}
