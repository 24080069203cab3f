import { type Disposition, errorOf, failureOf } from '#common/as2/disposition.ts';
import type { Entity } from '#common/as2/mime.ts';
import { isOpened, type Opened, openMessage, type Unopened, unreadable } from '#common/as2/open-message.ts';
import type { Party } from './find-party.ts';
import type { Head } from './read-head.ts';

/** A message that is not taken: what its sender is told, and what our people read. `isProved`: it was signed by the partner. */
export interface NotTaken extends Unopened {
  readonly isProved: boolean;
}

/** Opens a message and holds it to what was agreed with the partner: what a partner signs it always signs. */
export function judgeDocument({ settings, identity }: Party, { receipt }: Head, message: Entity): Opened | NotTaken {
  const opened = openMessage(message, { keys: identity.keys, certificates: settings.certificates });
  if (!isOpened(opened)) return { ...opened, isProved: false };
  const not = (disposition: Disposition, reason: string): NotTaken => ({
    disposition,
    reason,
    isProved: opened.signed !== undefined,
  });
  if (settings.sign !== 'none' && opened.signed === undefined)
    // Of what was encrypted that would say that it was read.
    return not(
      opened.encrypted ? unreadable : errorOf('insufficient-message-security'),
      'it is not signed, and the partner signs',
    );
  if (receipt?.isUnknown === true)
    return not(failureOf('unsupported MIC-algorithms'), 'it requires an integrity check by a hash that is not known');
  return opened;
}

/** Under which code our log tells of it: what anybody may have sent must not ring each time. */
export const refusedAs = (isProved: boolean) => (isProved ? 'as2-refused' : 'as2-unproved');

export const isTaken = (one: Opened | NotTaken): one is Opened => 'entity' in one;
