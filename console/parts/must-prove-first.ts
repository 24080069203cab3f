import { SIGNS_WITHIN_SECONDS } from '../../shared/access/signature.ts';

/** What writing a reason may take, seconds. */
const WRITING = 60;

/**
 * True when a signature that somebody begins to write now would come too late after he proved who he is (21 CFR 11.200).
 *
 * @param provedAt seconds since 1970; undefined where nobody knows, which the server decides
 * @param now milliseconds since 1970
 */
export const mustProveFirst = (provedAt: number | undefined, now: number): boolean =>
  provedAt !== undefined && now / 1_000 - provedAt > SIGNS_WITHIN_SECONDS - WRITING;
