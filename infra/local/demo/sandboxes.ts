import { join } from 'node:path';
import { startEuHubSandbox } from '../sandbox/eu/sandbox.ts';
import { startPartnerSandbox } from '../sandbox/partner/sandbox.ts';
import { acme } from './facts.ts';
import { startNmvs } from './nmvs.ts';
import { startVrs } from './vrs.ts';

/** How long the Hub takes from receipt to result: long enough to see that the answer comes later. */
const HUB_ANSWERS_AFTER_MS = 1_500;

export interface Sandboxes {
  readonly euHubUrl: string;
  readonly webhookUrl: string;
  /** How the owner reaches the NMVS. */
  readonly nmvsAccess: object;
  /** Who answers verification requests for whom, for the wholesaler. */
  readonly vrsDirectoryUrl: string;
  /** Lets the wholesaler check signatures made with this secret. */
  trust(webhookSecret: string): void;
  stop(): Promise<void>;
}

/** The outside world of the demonstration: the EU Hub, a country's NMVS, the wholesaler, and another manufacturer's responder, each behind a socket and with a memory of its own. */
export async function startSandboxes(data: string): Promise<Sandboxes> {
  const dataDir = join(data, 'sandboxes');
  const hub = await startEuHubSandbox({
    port: 0,
    dataDir,
    answerDelayMs: HUB_ANSWERS_AFTER_MS,
    clients: [acme.tenant],
  });
  const nmvs = await startNmvs(data, hub.url);
  const vrs = await startVrs(data);
  const wholesaler = await startPartnerSandbox({ port: 0, dataDir });
  return {
    euHubUrl: hub.url,
    webhookUrl: `${wholesaler.url}/epcis`,
    nmvsAccess: nmvs.access,
    vrsDirectoryUrl: vrs.directoryUrl,
    trust: wholesaler.trust,
    stop: async () => {
      await Promise.all([hub.close(), nmvs.stop(), vrs.stop(), wholesaler.close()]);
    },
  };
}
