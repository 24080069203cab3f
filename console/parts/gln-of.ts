import { canonicalEpc } from '../../shared/gs1/canonical-epc.ts';

/** The GLN in a place's identifier, SGLN URN or Digital Link, whatever extension it has; undefined of others. */
export const glnOf = (place: string): string | undefined => /\/414\/(\d{13})(?:\/|$)/.exec(canonicalEpc(place))?.[1];
