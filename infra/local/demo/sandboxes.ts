import { join } from 'node:path';
import { startEuHubSandbox } from '../sandbox/eu/sandbox.ts';
import { startPartnerSandbox } from '../sandbox/partner/sandbox.ts';
import { acme } from './facts.ts';

/** How long the Hub takes from receipt to result: long enough to see that the answer comes later. */
const HUB_ANSWERS_AFTER_MS = 1_500;

export interface Sandboxes {
  readonly euHubUrl: string;
  readonly webhookUrl: string;
  /** Lets the wholesaler check signatures made with this secret. */
  trust(webhookSecret: string): void;
  stop(): Promise<void>;
}

/** The outside world of the demonstration: the EU Hub and the wholesaler, each behind a socket and with a memory of its own. */
export async function startSandboxes(data: string): Promise<Sandboxes> {
  const dataDir = join(data, 'sandboxes');
  const hub = await startEuHubSandbox({
    port: 0,
    dataDir,
    answerDelayMs: HUB_ANSWERS_AFTER_MS,
    clients: [acme.tenant],
  });
  const wholesaler = await startPartnerSandbox({ port: 0, dataDir });
  return {
    euHubUrl: hub.url,
    webhookUrl: `${wholesaler.url}/epcis`,
    trust: wholesaler.trust,
    stop: async () => {
      await Promise.all([hub.close(), wholesaler.close()]);
    },
  };
}
