import type { PostNeeds } from '#common/listeners/post-announcement.ts';
import type { OutboundGuard } from '#common/send/outbound.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Announcements } from '#common/store/announcements.ts';
import type { ListenerLog } from '#common/store/listener-log.ts';
import type { ListenerRuns } from '#common/store/listener-runs.ts';
import type { Listeners } from '#common/store/listeners.ts';

/** What the endpoints of this function need among them. */
export interface Needs extends PostNeeds {
  readonly announcements: Announcements;
  readonly listeners: Listeners;
  readonly runs: ListenerRuns;
  readonly log: ListenerLog;
  /** Where the audit trail is kept. */
  readonly registryTable: string;
  readonly guard: OutboundGuard;
  /** The announcement queue. */
  readonly wake: SendToQueue;
}
