import { join } from 'node:path';
import { startEuHubSandbox } from '../sandbox/eu/sandbox.ts';
import { startPartnerSandbox } from '../sandbox/partner/sandbox.ts';
import { startAs2 } from './as2.ts';
import { type DscsaOfDemo, startDscsa } from './dscsa.ts';
import { acme } from './facts.ts';
import { startHubs } from './hub.ts';
import { type MdlpOfDemo, startMdlp } from './mdlp.ts';
import { type MsfxOfDemo, startMsfx } from './msfx.ts';
import { startNmvs } from './nmvs.ts';
import { startPackLists } from './pack-lists.ts';
import { type Place, placeOf, portOf, writePlaces } from './places.ts';
import { startSftp } from './sftp.ts';
import { startSncm } from './sncm.ts';
import { startUsPartner } from './us-partner.ts';
import { startVrs } from './vrs.ts';
import { startXtrace } from './xtrace.ts';

/** How long the Hub takes from receipt to result: long enough to see that the answer comes later. */
const HUB_ANSWERS_AFTER_MS = 1_500;

export interface Sandboxes {
  readonly euHubUrl: string;
  readonly webhookUrl: string;
  /** Where the distributor in the United States takes documents. */
  readonly usPartnerUrl: string;
  /** How the owner reaches the NMVS. */
  readonly nmvsAccess: object;
  /** Who answers verification requests for whom, for the wholesaler. */
  readonly vrsDirectoryUrl: string;
  /** How the owner reaches the Russian operator. */
  readonly mdlpAccess: MdlpOfDemo['access'];
  /** How the owner reaches the Chinese platform. */
  readonly msfxAccess: MsfxOfDemo['access'];
  /** How the owner reaches those of other countries, by market. */
  readonly accesses: Readonly<Record<string, object>>;
  /** Whom the owner tells of its duties in the United States. */
  readonly dscsaSettings: DscsaOfDemo['settings'];
  /** Where each is turned. */
  readonly places: readonly Pick<Place, 'sandbox' | 'control'>[];
  /** Lets the wholesaler, and the distributor, check signatures made with these secrets. */
  trust(secrets: { readonly webhookSecret: string; readonly usSecret?: string | undefined }): void;
  stop(): Promise<void>;
}

/** The outside world of the demonstration: the EU Hub, a country's NMVS, the wholesaler, a distributor in the United States, and another manufacturer's responder, each behind a socket and with a memory of its own. */
export async function startSandboxes(
  data: string,
  say: (line: string) => void,
  { sncm: withSncm = false }: { readonly sncm?: boolean } = {},
): Promise<Sandboxes> {
  const dataDir = join(data, 'sandboxes');
  const port = await portOf(data, 'eu-hub');
  const euHub = { port, dataDir, answerDelayMs: HUB_ANSWERS_AFTER_MS, clients: [acme.tenant] };
  const hub = await startEuHubSandbox(euHub);
  const nmvs = await startNmvs(data, hub.url);
  const vrs = await startVrs(data);
  const wholesaler = await startPartnerSandbox({ port: await portOf(data, 'wholesaler'), dataDir });
  const distributor = await startUsPartner(data);
  const dscsa = await startDscsa(data);
  const mdlp = await startMdlp(data);
  const msfx = await startMsfx(data);
  const hubs = await startHubs(data);
  const lists = await startPackLists(data);
  const xtrace = await startXtrace(data);
  const sftp = await startSftp(data);
  const as2 = await startAs2(data);
  const sncm = withSncm ? await startSncm(data) : undefined;
  const places: readonly Place[] = [
    placeOf('eu-hub', hub.url),
    { sandbox: 'nmvs', url: nmvs.access, control: nmvs.controlUrl },
    placeOf('wholesaler', wholesaler.url),
    placeOf('us-partner', distributor.url),
    placeOf('fda', dscsa.intakeUrl),
    placeOf('pdg-desk', dscsa.deskUrl),
    placeOf('vrs-responder', vrs.responderUrl),
    placeOf('vrs-directory', vrs.directoryUrl),
    placeOf('mdlp', mdlp.url),
    placeOf('oms', mdlp.omsUrl),
    placeOf('msfx', msfx.url),
    ...hubs.places,
    ...lists.places,
    xtrace.place,
    sftp.place,
    as2.place,
    ...(sncm === undefined ? [] : [sncm.place]),
  ];
  const file = await writePlaces(data, places);
  say(`the outside world, and how each of it is turned (docs/sandboxes.md): ${file}`);
  return {
    euHubUrl: hub.url,
    webhookUrl: `${wholesaler.url}/epcis`,
    usPartnerUrl: distributor.inboxUrl,
    nmvsAccess: nmvs.access,
    vrsDirectoryUrl: vrs.directoryUrl,
    mdlpAccess: mdlp.access,
    msfxAccess: msfx.access,
    accesses: { ...hubs.accesses, ...lists.accesses, ...xtrace.accesses },
    dscsaSettings: dscsa.settings,
    places: places.map(({ sandbox, control }) => ({ sandbox, control })),
    trust: ({ webhookSecret, usSecret }) => {
      wholesaler.trust(webhookSecret);
      if (usSecret !== undefined) distributor.trust(usSecret);
    },
    stop: async () => {
      const others = [nmvs, vrs, dscsa, mdlp, msfx, hubs, lists, xtrace, sftp, as2].map((one) => one.stop());
      await Promise.all([hub.close(), wholesaler.close(), distributor.close(), sncm?.stop(), ...others]);
    },
  };
}
