import { tagOfVersion } from '../../shared/master-data/version.ts';

/** What is looked at of a version. */
export interface SeenVersion {
  readonly version: number;
  readonly revision: number;
  readonly standing: string;
  readonly acts: readonly { readonly by: string; readonly what: string }[];
}

/** Names what somebody saw of the latest version, for the server to compare with. */
export const seenTag = ({ version, revision, standing }: Omit<SeenVersion, 'acts'>): string =>
  tagOfVersion(standing === 'draft' || standing === 'submitted' ? { version, revision } : { version });

/** Whether a form that changes a thing is open, decided once when it is asked for: with which version it began, or that it is not. */
export type Begun<Version> = { readonly with: Version | undefined } | undefined;

/**
 * What was decided, or is now: what becomes of the thing meanwhile takes no form away that somebody writes in.
 *
 * @param latest undefined while it is not known
 */
export function begunWith<Version extends SeenVersion>(
  before: Begun<Version>,
  isWanted: boolean,
  latest: Version | undefined,
): Begun<Version> {
  if (!isWanted || latest === undefined) return isWanted ? before : undefined;
  return before ?? { with: latest.standing === 'submitted' ? undefined : latest };
}

/** What others did since a form began, in a sentence; nothing where nothing was done, or by whoever writes it. */
export function meanwhile(begun: SeenVersion, latest: SeenVersion, writer: string): string | undefined {
  if (seenTag(begun) === seenTag(latest)) return undefined;
  const last = latest.acts.at(-1);
  if (last === undefined || last.by === writer) return undefined;
  return `Version ${latest.version} was ${last.what.replaceAll('-', ' ')} by ${last.by} meanwhile.`;
}
