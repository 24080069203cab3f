import type { ErrorMeaning } from '../../error-meaning.ts';

/** What an NMVS answers by a code, as public lists of national organisations have them; alerts as inferred from the same. */
export interface ReturnCode {
  readonly meaning: string;
  /** The alert it raises, where it raises one. */
  readonly alert?: string;
  readonly cause: string;
  readonly remedy: string;
}

const known: Readonly<Record<string, ReturnCode>> = {
  NMVS_FE_LOT_03: {
    meaning: 'batch not known',
    alert: 'A2',
    cause: 'the batch was not uploaded, not to this market, or was read wrongly',
    remedy: 'hold the pack; look whether its pack data are acknowledged, and read its code once more',
  },
  NMVS_FE_LOT_12: {
    meaning: 'expiry differs',
    alert: 'A52',
    cause: 'the expiry was typed, day 00 was read as another day, or the upload has another expiry',
    remedy: 'hold the pack; compare its print with the released lot',
  },
  NMVS_FE_LOT_13: {
    meaning: 'batch id differs',
    alert: 'A68',
    cause: 'the batch was typed, upper and lower case were exchanged, or the upload has another batch',
    remedy: 'hold the pack; compare its print with the released lot',
  },
  NMVS_NC_PC_02: {
    meaning: 'serial not known',
    alert: 'A3',
    cause: 'the upload is incomplete, a separator was lost by the scanner, or its keyboard layout is another',
    remedy: 'hold the pack; read its code with another scanner, and look whether its pack data are acknowledged',
  },
  NMVS_NC_PCK_06: {
    meaning: 'undo: the present status is not the one to undo',
    alert: 'A24',
    cause: 'the pack was changed meanwhile, or it was another operation that changed it',
    remedy: 'verify the pack, and undo what it says',
  },
  NMVS_NC_PCK_19: {
    meaning: 'the status is already set, in another market',
    alert: 'A7',
    cause: 'the pack was decommissioned in another country',
    remedy: 'hold the pack; treat it as suspected until it is known by whom',
  },
  NMVS_NC_PCK_20: {
    meaning: 'undo after 10 days',
    cause: 'an operation is undone within 10 days (Delegated Regulation (EU) 2016/161, Article 13)',
    remedy: 'the pack cannot be brought back into trade; destroy it',
  },
  NMVS_NC_PCK_21: {
    meaning: 'undo by another user or location',
    cause: 'only the location that did it may undo it (Delegated Regulation (EU) 2016/161, Article 13)',
    remedy: 'ask the location that changed the pack',
  },
  NMVS_NC_PCK_22: {
    meaning: 'the pack is already inactive',
    alert: 'A24',
    cause: 'it was decommissioned before, here or elsewhere, or scanned twice',
    remedy: 'hold the pack; look who decommissioned it',
  },
  NMVS_NC_PCK_27: {
    meaning: 'the change was not carried out, in another market',
    cause: 'the other market did not answer in time',
    remedy: 'try again later with a new id',
  },
};

export const SUCCESS = 'NMVS_SUCCESS';

/** A word of our own, which no NMVS says: the answer was lost, and what became of the pack may be another's doing. */
export const UNCLEAR = 'UNCLEAR';

const unclear: ReturnCode = {
  meaning: 'the pack is where it was to come, and it is not known by whom',
  cause:
    'the answer was lost; the pack was changed by this operation, or by somebody else who has a pack of the same code',
  remedy:
    'hold the pack. An undo is carried out only for the location that made the change: if it succeeds, it was this operation, which may then be done again under a new id; NMVS_NC_PCK_21 says that it was another location: treat the pack as suspected',
};

/** How a transaction goes on: what the rules refuse stays refused, but for what another market did not manage. */
const retryOf = (code: string): ErrorMeaning['retry'] => (code === 'NMVS_NC_PCK_27' ? 'unknown-outcome' : 'rejected');

/** The same as other systems of regulators tell theirs. */
export const errors: readonly ErrorMeaning[] = Object.entries(known).map(
  ([code, { meaning, alert, cause, remedy }]) => ({
    code,
    meaning: alert === undefined ? meaning : `${meaning}; raises alert ${alert} (inferred)`,
    cause,
    remedy,
    retry: retryOf(code),
  }),
);

/** What a code means; a code that is in no public list is told as it is. */
export function returnCodeOf(code: string): ReturnCode {
  if (code === UNCLEAR) return unclear;
  return (
    known[code] ?? {
      meaning: code === SUCCESS ? 'done' : code,
      cause: code === SUCCESS ? '' : 'the code is in no public list',
      remedy: code === SUCCESS ? '' : 'ask the national organisation what it means',
    }
  );
}
