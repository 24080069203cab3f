import { useState } from 'react';
import { type Begun, begunWith, type SeenVersion } from './begun.ts';

/** The version with which a form began that changes it; undefined where none is open. @param isWanted the address asks for the form */
export function useBegun<Version extends SeenVersion>(
  isWanted: boolean,
  latest: Version | undefined,
): Version | undefined {
  const [before, setBegun] = useState<Begun<Version>>();
  const begun = begunWith(before, isWanted, latest);
  if (begun !== before) setBegun(begun);
  return begun?.with;
}
