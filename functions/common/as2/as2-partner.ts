import type { As2Settings } from '#shared/network/channel-settings.ts';
import type { As2Identity } from './own-identity.ts';

/** Who is sent to, and by which names and certificates. */
export interface As2Partner {
  readonly tenant: string;
  readonly partner: string;
  readonly url: string;
  readonly settings: As2Settings;
  readonly identity: As2Identity;
}
