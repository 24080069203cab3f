import type { NmvsAlert } from './alert.ts';
import { keyboardRemedy } from './keyboards.ts';
import { hasRunIn, type Suspect } from './suspects.ts';

export const causes = [
  'upload-missing',
  'case-or-keyboard',
  'lost-separator',
  'wrong-lot',
  'wrong-expiry',
  'already-decommissioned',
  'recalled-or-withdrawn',
  'not-ours',
  'unknown',
  'pending',
] as const;
export type CauseCode = (typeof causes)[number];

export interface ProbableCause {
  readonly cause: CauseCode;
  readonly detail: string;
  readonly remedy: string;
}

/** What we know of a pack of ours. */
export interface KnownPack {
  readonly lot?: string;
  /** YYYY-MM-DD */
  readonly expiry?: string;
  /** When it was decommissioned by our own events, where it was; ISO 8601. */
  readonly endedAt?: string;
}

/** Everything that is known about what an alert names. */
export interface KnownFacts {
  /** The product is one of ours. */
  readonly ownProduct: boolean;
  /** The pack of the serial as it was read. */
  readonly pack?: KnownPack;
  /** Whether the Hub has taken the pack, or, where it is none of ours, any of the alert's lot; absent: nothing is known of it. */
  readonly uploaded?: boolean;
  /** Serials that may have been meant and are ours. */
  readonly meant?: readonly (Suspect & { readonly pack: KnownPack })[];
  /** A change of the pack's state that we had an NMVS or the Hub make. */
  readonly changed?: {
    readonly operation: string;
    readonly by: string;
    readonly at: string;
    /** It was an undo. */
    readonly isActive?: boolean;
  };
  /** That we had recalled the pack, or withdrawn its product, in a few words. */
  readonly stopped?: string;
}

/** Of an alert that was stored and not looked into yet. */
export const notYet: ProbableCause = {
  cause: 'pending',
  detail: 'the alert was fetched, and is still to be looked into',
  remedy: 'read it again in a few minutes',
};

/** Why an alert was probably raised, and what to do: the first of these that the facts bear out. */
export function probableCause(alert: NmvsAlert, facts: KnownFacts): ProbableCause {
  if (!facts.ownProduct)
    return cause(
      'not-ours',
      `product ${alert.productCode} is not in our master data`,
      'tell the organisation that sent it',
    );
  if (alert.code === 'A24' || alert.code === 'A7') return decommissioned(facts);
  return (
    misread(facts) ??
    notUploaded(facts) ??
    contradiction(alert, facts) ??
    ranIn(alert) ??
    cause(
      'unknown',
      'nothing that we know explains it',
      'treat the pack as suspected, and investigate at the place it was scanned',
    )
  );
}

const cause = (code: CauseCode, detail: string, remedy: string): ProbableCause => ({ cause: code, detail, remedy });

function decommissioned({ changed, pack, stopped }: KnownFacts): ProbableCause {
  if (stopped !== undefined)
    return cause(
      'recalled-or-withdrawn',
      `${stopped}: its packs change no more at an NMVS${changed ? `; and we had changed it: ${toldOf(changed)}` : ''}`,
      'the pack must not be in trade: hold it, and see why it was scanned',
    );
  if (changed === undefined && pack?.endedAt !== undefined)
    return cause(
      'already-decommissioned',
      `the pack was decommissioned by us: by our own events at ${pack.endedAt}`,
      'the pack must not be in trade: see how it came to where it was scanned, and whether it is told to the Hub what became of it',
    );
  if (changed === undefined)
    return cause(
      'already-decommissioned',
      'the pack was decommissioned by somebody else',
      'ask the place that raised it whether it scanned the pack twice; if not, treat the pack as suspected',
    );
  const how = toldOf(changed);
  return changed.isActive === true
    ? cause(
        'already-decommissioned',
        `the pack was decommissioned by us, and brought back since: ${how}`,
        'nothing has to be done about the pack; see why it was scanned twice',
      )
    : cause(
        'already-decommissioned',
        `the pack was decommissioned by us: ${how}`,
        'if it was by mistake, undo it within 10 days at the same location; otherwise the pack must not be in trade',
      );
}

const toldOf = ({ operation, by, at }: NonNullable<KnownFacts['changed']>) => `${operation} by ${by} at ${at}`;

function misread({ pack, meant = [] }: KnownFacts): ProbableCause | undefined {
  const [first] = meant;
  if (pack !== undefined || first === undefined) return undefined;
  const detail = `serial ${first.serial} is ours: ${first.detail}`;
  return first.how === 'separator'
    ? cause('lost-separator', detail, separatorRemedy)
    : cause('case-or-keyboard', detail, keyboardRemedy);
}

const separatorRemedy = 'have the scanner send FNC1 as group separator (character 29), and scan the pack again';

function notUploaded({ uploaded, pack }: KnownFacts): ProbableCause | undefined {
  if (uploaded !== false) return undefined;
  const what =
    pack === undefined
      ? 'no pack of the lot is'
      : `the pack, of ${pack.lot === undefined ? 'a lot' : `lot ${pack.lot}`}, is not`;
  return cause(
    'upload-missing',
    `${what} acknowledged by the Hub`,
    'look into the submissions of the lot, correct and send them; hold the packs until they are acknowledged',
  );
}

function contradiction({ batch, expiry }: NmvsAlert, { pack }: KnownFacts): ProbableCause | undefined {
  if (pack?.lot !== undefined && batch !== undefined && pack.lot !== batch)
    return cause(
      'wrong-lot',
      `the pack is of lot ${pack.lot}, not ${batch}`,
      'compare the print of the pack with the released lot; a lot that was typed is scanned instead',
    );
  if (pack?.expiry === undefined || expiry === undefined || sameExpiry(pack.expiry, expiry)) return undefined;
  const known = pack.expiry.slice(2).replaceAll('-', '');
  return cause(
    'wrong-expiry',
    expiry.slice(0, 4) === known.slice(0, 4)
      ? `the pack expires ${pack.expiry}, not ${expiry}: the month is right, the day is not, as where day 00 is read as a day`
      : `the pack expires ${pack.expiry}, not ${expiry}`,
    'scan the expiry instead of typing it; have software keep day 00 as it stands in the code',
  );
}

function ranIn({ serial = '' }: NmvsAlert): ProbableCause | undefined {
  return hasRunIn(serial)
    ? cause('lost-separator', `serial ${serial} ends like the element that follows it`, separatorRemedy)
    : undefined;
}

/** Exactly the same: an NMVS compares the expiry as it was uploaded. */
const sameExpiry = (known: string, read: string) => known.slice(2).replaceAll('-', '') === read;
