import { type Refusal, refuse } from '../refusal.ts';
import type { ChannelKind } from './channel-kinds.ts';
import type { channelSettings } from './channel-settings.ts';

/** What of a partner says how it is reached. */
export type Reached = {
  readonly channel: ChannelKind;
  readonly url?: string | undefined;
} & { readonly [Name in keyof Pick<typeof channelSettings, 'https' | 'as2' | 'sftp'>]?: object | undefined } & {
  readonly tenant?: string | undefined;
};

const schemes: Readonly<Record<ChannelKind, readonly string[]>> = {
  webhook: ['https:', 'http:'],
  https: ['https:', 'http:'],
  capture: ['https:', 'http:'],
  as2: ['https:', 'http:'],
  sftp: ['sftp:'],
  network: [],
  portal: [],
};

/** The member that a channel cannot do without, beside `url`. */
const needed: Partial<Record<ChannelKind, 'as2' | 'sftp' | 'tenant'>> = { as2: 'as2', sftp: 'sftp', network: 'tenant' };

/** What is missing or superfluous for a channel, each with its place. */
export function channelProblems(partner: Reached): Refusal[] {
  const { channel, url } = partner;
  const [wanted, member] = [schemes[channel], needed[channel]];
  const problems: Refusal[] = [];
  if (wanted.length > 0 && url === undefined)
    problems.push(refuse('malformed', `the channel ${channel} needs an address`, { at: '/url' }));
  const scheme = url === undefined ? undefined : URL.parse(url)?.protocol;
  if (scheme !== undefined && !wanted.includes(scheme))
    problems.push(
      refuse('malformed', `${scheme}// is no address of the channel ${channel}`, {
        at: '/url',
        remedy: wanted.length === 0 ? 'leave url out' : `begin with ${wanted.join('// or ')}//`,
      }),
    );
  if (member !== undefined && partner[member] === undefined)
    problems.push(refuse('malformed', `the channel ${channel} needs ${member}`, { at: `/${member}` }));
  return problems;
}
