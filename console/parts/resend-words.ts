import type { ToldDelivery } from './told-delivery.ts';

/** What sending again is called, and what comes of it. */
export interface ResendWords {
  readonly label: string;
  readonly consequence: string;
}

/** How a delivery is sent again as it stands; nothing of one that cannot be. @param now milliseconds since 1970 */
export function resendWords(
  { state, nextTry }: Pick<ToldDelivery, 'state' | 'nextTry'>,
  now: number,
): ResendWords | undefined {
  if (state === 'rejected')
    return {
      label: 'Send again',
      consequence: 'It is made anew from the data as they are now. What goes out cannot be taken back.',
    };
  if (state === 'parked')
    return {
      label: 'Send again',
      consequence: 'It goes as the same message once more: it may have arrived. What goes out cannot be taken back.',
    };
  const waits = nextTry !== undefined && Date.parse(nextTry) > now;
  return waits
    ? {
        label: 'Try it now',
        consequence: 'It goes as the same message once more, and not only when its next try is due.',
      }
    : undefined;
}
