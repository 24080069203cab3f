/**
 * How a partner is reached. webhook: POST signed as Standard Webhooks asks · https: POST to a service of the partner's · capture: EPCIS 2.0 `POST /capture` of its
 * repository · as2: RFC 4130 · sftp: a file put on its server · network: a tenant of this installation · portal: what it is told stands ready, and it fetches.
 */
export const channelKinds = ['webhook', 'https', 'capture', 'as2', 'sftp', 'network', 'portal'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** By which ways a document may come in. `api`: by a partner's own machine client, or a person's upload. */
export const inboundWays = ['as2', 'sftp', 'network', 'api'] as const;
export type InboundWay = (typeof inboundWays)[number];

/** The queues whose functions carry written messages to partners. */
export type Carrier = 'partner' | 'as2' | 'sftp';

/** Which of them knows a channel; what goes by the portal is put there by `partner`. */
export const carrierOf: Readonly<Record<ChannelKind, Carrier>> = {
  webhook: 'partner',
  https: 'partner',
  capture: 'partner',
  as2: 'as2',
  sftp: 'sftp',
  network: 'partner',
  portal: 'partner',
};
