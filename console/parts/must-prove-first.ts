import { SIGNS_WITHIN_SECONDS } from '../../shared/access/signature.ts';

/** What writing a reason may take, seconds. */
const WRITING = 60;

/**
 * True when a signature that somebody begins to write now would come too late after he proved who he is (21 CFR 11.200).
 *
 * @param provedAt seconds since 1970; undefined where nobody knows, which the server decides
 * @param now milliseconds since 1970
 * @param sentAt when he was sent to prove it from here, milliseconds since 1970: whoever comes back from there writes, for by a clock that is wrong he would be sent for ever
 */
export function mustProveFirst(provedAt: number | undefined, now: number, sentAt?: number): boolean {
  const isBack = sentAt !== undefined && (now - sentAt) / 1_000 <= SIGNS_WITHIN_SECONDS;
  return !isBack && provedAt !== undefined && now / 1_000 - provedAt > SIGNS_WITHIN_SECONDS - WRITING;
}
