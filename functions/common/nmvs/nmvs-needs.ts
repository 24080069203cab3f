import type { SendHttps } from '#common/send/https.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { NmvsAccesses } from '#common/store/nmvs-accesses.ts';
import type { NmvsPacks } from '#common/store/nmvs-packs.ts';
import type { NmvsChange } from '#common/store/nmvs-transaction-row.ts';
import type { NmvsTransactions } from '#common/store/nmvs-transactions.ts';
import type { TurnNeeds } from '#common/take-turns.ts';
import type { CredentialsOf } from './nmvs-credentials.ts';

/** What it takes to talk to an NMVS and to remember it. */
export interface NmvsNeeds extends TurnNeeds {
  readonly accesses: Pick<NmvsAccesses, 'get'>;
  readonly transactions: NmvsTransactions;
  readonly packs: NmvsPacks;
  readonly evidence: EvidenceStore;
  readonly credentials: CredentialsOf;
  readonly send: SendHttps;
  readonly wake: SendToQueue;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** What a turn came to: the changes of the row, and after how many seconds it goes on, if it does. */
export interface Step {
  readonly change: NmvsChange;
  readonly wait?: number;
}
