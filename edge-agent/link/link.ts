import type { Broker } from '../outbox/sender.ts';

/** A way to the cloud's broker, for as long as the agent lives. */
export interface Link extends Broker {
  readonly via: 'mqtt' | 'greengrass';
  /** What keeps it from working, for people; empty when nothing does or nothing is known. */
  troubles(): readonly string[];
  close(): Promise<void>;
}
