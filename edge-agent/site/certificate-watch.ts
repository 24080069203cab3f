import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { SiteAlarms } from './site-alarms.ts';

/** A certificate that somebody has to renew, by whom it is for. */
export interface Watched {
  readonly whose: string;
  readonly path: string;
}

interface Needs {
  readonly certificates: readonly Watched[];
  readonly alarms: Pick<SiteAlarms, 'say'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const DAY_MS = 86_400_000;
const AHEAD_DAYS = 30;
const LOOK_MS = 3_600_000;

/** The certificates of a configuration; those that are made at their first use may not be there yet. */
export function certificatesOf({ mqtt, lineApi, hmi, foreign }: Certified): readonly Watched[] {
  return [
    ...(mqtt === undefined
      ? []
      : [
          { whose: 'this machine at the broker', path: mqtt.certificate },
          { whose: 'the broker’s authority', path: mqtt.ca },
        ]),
    ...(lineApi === undefined ? [] : [{ whose: 'lineApi', path: lineApi.certificate }]),
    ...(hmi?.network === undefined ? [] : [{ whose: 'the page on the network', path: hmi.network.certificate }]),
    ...foreign.flatMap((one) =>
      one.via === 'opcua' && one.certificates !== undefined
        ? [{ whose: `OPC UA of line ${one.line}`, path: join(one.certificates, 'own', 'certs', 'certificate.pem') }]
        : [],
    ),
  ];
}
type Certified = Pick<Config, 'mqtt' | 'lineApi' | 'hmi' | 'foreign'>;

/** Tells people of certificates that end within thirty days, or have ended: nothing else says why nobody is reached any more. */
export class CertificateWatch {
  readonly #needs: Needs;
  #timer: NodeJS.Timeout | undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Looks now and every hour. */
  start(): void {
    this.look();
    this.#timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  look(): void {
    const { certificates, alarms, now } = this.#needs;
    const ending = certificates.flatMap(({ whose, path }) => {
      const end = endOf(path);
      if (end === undefined || end.getTime() - now() > AHEAD_DAYS * DAY_MS) return [];
      return [`that of ${whose} (${path}) ${end.getTime() > now() ? 'ends' : 'ended'} on ${end.toISOString()}`];
    });
    alarms.say('certificate-ends', ending.length === 0 ? undefined : ending.join('; '));
  }
}

/** When the first certificate of a file ends; undefined when there is none to be read, of which whoever uses it complains. */
function endOf(path: string): Date | undefined {
  try {
    return existsSync(path) ? new X509Certificate(readFileSync(path)).validToDate : undefined;
  } catch {
    return undefined;
  }
}
