import type { StoredEvent } from '#shared/trace/stored-event.ts';

/** What else is to be done with events once they are in the ledger. Safe to repeat: whoever captured may have to do it again. */
export type FollowUp = (tenant: string, events: readonly StoredEvent[]) => Promise<void>;
