import { join } from 'node:path';
import { startIntakeSandbox } from '../sandbox/fda/intake.ts';
import { startDeskSandbox } from '../sandbox/pdg/desk.ts';
import { portOf } from './places.ts';
import { harbor } from './us-partner.ts';

export interface DscsaOfDemo {
  /** Whom the owner tells of its duties. */
  readonly settings: {
    readonly contact: { readonly email: string; readonly phone: string };
    readonly intakeUrl: string;
    readonly desks: readonly { readonly partner: string; readonly url: string }[];
  };
  /** FDA's office, and the distributor's desk. */
  readonly intakeUrl: string;
  readonly deskUrl: string;
  stop(): Promise<void>;
}

/** How long FDA's office and the distributor's desk take to decide: long enough to see that the answer comes later. */
const DECIDES_AFTER_MS = 1_500;

/** FDA's office for notices of illegitimate product, and the exception desk of the distributor. */
export async function startDscsa(data: string): Promise<DscsaOfDemo> {
  const dataDir = join(data, 'sandboxes');
  const intake = await startIntakeSandbox({
    port: await portOf(data, 'fda'),
    dataDir,
    decidesAfterMs: DECIDES_AFTER_MS,
  });
  const desk = await startDeskSandbox({
    port: await portOf(data, 'pdg-desk'),
    gln: harbor.gln,
    dataDir,
    answersAfterMs: DECIDES_AFTER_MS,
  });
  return {
    settings: {
      contact: { email: 'exceptions@acme.example', phone: '+31 20 555 0100' },
      intakeUrl: intake.url,
      desks: [{ partner: harbor.partner, url: desk.url }],
    },
    intakeUrl: intake.url,
    deskUrl: desk.url,
    stop: async () => {
      await Promise.all([intake.close(), desk.close()]);
    },
  };
}
