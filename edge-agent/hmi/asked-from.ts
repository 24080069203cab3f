import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';

const origin = v.pipe(
  v.string(),
  v.check(
    (text) => URL.canParse(text) && new URL(text).protocol === 'https:' && new URL(text).origin === text,
    'must be an origin such as https://warehouse.example.com, without a path',
  ),
);

/** From where else than at this machine the page is asked for. Paths are relative to the configuration file. */
export const awaySettings = v.strictObject({
  /** The page's address as browsers know it; another than these is no page of ours. */
  origins: v.pipe(v.array(origin), v.minLength(1)),
  /** Where devices on the network find it; left out where a proxy on this machine hands on to the page's own port. */
  network: v.optional(
    v.strictObject({
      host: v.pipe(v.string(), v.minLength(1)),
      port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
      certificate: v.pipe(v.string(), v.minLength(1)),
      key: v.pipe(v.string(), v.minLength(1)),
    }),
  ),
});
export type AwaySettings = v.InferOutput<typeof awaySettings>;

/** The same with every path made absolute. */
export const withNetworkPaths = (away: AwaySettings, path: (relative: string) => string): AwaySettings => {
  const { network } = away;
  if (network === undefined) return away;
  return { ...away, network: { ...network, certificate: path(network.certificate), key: path(network.key) } };
};

export interface AwayNeeds extends AwaySettings {
  /** Whether somebody can sign in; as long as nobody can, whoever is at this machine may do what needs no signature. */
  readonly isStaffed: () => boolean;
}

/**
 * Why a request is not answered: another name for this address would let any web page read the line (DNS rebinding), and another page's request is
 * not its reader's.
 *
 * @param isNetwork true when it came by the network and not from this machine
 * @param isPage true for what only a page sends, whatever its method
 */
export function whyNotAsked(
  { headers, method }: Pick<IncomingMessage, 'headers' | 'method'>,
  isNetwork: boolean,
  away: AwayNeeds | undefined,
  isPage = method !== 'GET',
): string | undefined {
  const { host = '' } = headers;
  const isOwn = !isNetwork && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
  const isKnown = away?.origins.some((one) => new URL(one).host === host) === true;
  if (!isOwn && !isKnown) return 'ask by the address of this machine, or by one of its configured origins';
  const isAway = !isOwn || (headers.origin !== undefined && headers.origin !== `http://${host}`);
  if (isAway && away?.isStaffed() === false) return 'nobody can sign in here, so it is asked at this machine alone';
  // A browser names the page that a request comes from; what is no browser names none, and cannot be tricked into anything.
  if (!isPage || headers.origin === undefined) return undefined;
  const isSame = (isOwn && headers.origin === `http://${host}`) || away?.origins.includes(headers.origin) === true;
  return isSame ? undefined : 'ask from the page of this agent';
}
