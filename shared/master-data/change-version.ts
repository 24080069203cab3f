import { type Refusal, refuse } from '../refusal.ts';
import { type Begun, unlikeBegun } from './begun.ts';
import {
  type Act,
  type ClosedVersion,
  type Content,
  type Effective,
  inForce,
  type MasterHead,
  type OpenVersion,
  sameContent,
  stillCounting,
} from './version.ts';

/** Who does something, and when (ISO 8601, UTC). */
export interface Doer {
  readonly by: string;
  readonly at: string;
}

/** What a step leaves behind: the head to store, a version that is decided about with it, and what was done. */
export interface Step {
  readonly head: MasterHead;
  readonly closed?: ClosedVersion;
  readonly did: Act['what'];
  readonly version: number;
}

/** The same asked again: nothing is to be stored. */
export type Unchanged = 'unchanged';

const nothing: MasterHead = { latest: 0, current: [] };
const rule = '21 CFR 11.10(e), (k): changes of master data are controlled and leave a trail';
/** Acts that are kept of a version: who changes it more often has it approved, or drops it. */
const MOST_ACTS = 200;
/** Versions that wait for their day at once. */
const MOST_CURRENT = 20;

/**
 * Makes a draft of the content, or changes the one that is open. The same content again, as draft or in force, changes nothing. What was submitted is
 * changed only after it was sent back.
 *
 * @param begun what the writer began with: two who write one draft do not overwrite each other
 */
export function saveDraft(
  head: MasterHead | undefined,
  content: Content,
  { by, at }: Doer,
  begun?: Begun,
): Step | Unchanged | Refusal {
  const { latest, current, open } = head ?? nothing;
  const unlike = unlikeBegun(begun, head);
  if (open === undefined) {
    const now = inForce(current, at);
    const isLast = current.every(({ version }) => version <= (now?.version ?? 0));
    if (isLast && now?.content !== undefined && sameContent(now.content, content)) return 'unchanged';
    if (unlike !== undefined) return unlike;
    const version = latest + 1;
    const made: OpenVersion = {
      version,
      revision: 1,
      state: 'draft',
      content,
      authors: [by],
      acts: [{ at, by, what: 'drafted' }],
    };
    return { head: { latest: version, current, open: made }, did: 'drafted', version };
  }
  if (open.withdraws) return waitsToEnd(open);
  if (sameContent(open.content, content)) return 'unchanged';
  if (open.state === 'submitted')
    return refuse('conflict', `version ${open.version} is submitted and waits for its approval`, {
      rule,
      remedy: 'POST …/reject sends it back to its authors, then change it',
    });
  if (unlike !== undefined) return unlike;
  if (open.acts.length >= MOST_ACTS) return tooOften(open);
  return changed({ latest, current }, open, { content, authors: withAuthor(open, by) }, { at, by, what: 'changed' });
}

/**
 * Hands the draft to whoever approves.
 *
 * @param from when it shall come into force; not before `at`
 */
export function submitVersion(
  head: MasterHead | undefined,
  { by, at }: Doer,
  from?: string,
): Step | Unchanged | Refusal {
  const open = head?.open;
  if (head === undefined || open === undefined) return noneOpen('submitted');
  if (from !== undefined && from < at)
    return refuse('malformed', `${from} is past`, {
      at: '/effectiveFrom',
      rule,
      remedy: 'leave it out: the version comes into force with its approval',
    });
  if (open.state === 'submitted') return from === open.effectiveFrom ? 'unchanged' : alreadySubmitted(open);
  if (open.acts.length >= MOST_ACTS) return tooOften(open);
  const { effectiveFrom: _, ...rest } = open;
  const asked = { ...rest, ...(from !== undefined && { effectiveFrom: from }) };
  return changed(head, asked, { state: 'submitted', authors: withAuthor(open, by) }, { at, by, what: 'submitted' });
}

/** What of a version an approver has read. */
export interface Seen {
  readonly version: number;
  readonly revision: number;
}

/** Approves what was submitted, a withdrawal too. Who wrote any of it may not; nor may it have changed since it was read. */
export function approveVersion(head: MasterHead | undefined, seen: Seen, { by, at }: Doer): Step | Refusal {
  const open = head?.open;
  if (head === undefined || open === undefined) return noneOpen('approved');
  const wrong = notSubmitted(open, seen);
  if (wrong !== undefined) return wrong;
  if (open.authors.includes(by))
    return refuse('not-permitted', `${by} is an author of version ${open.version}`, {
      rule: '21 CFR 11.10(g), EU GMP Annex 11 §10: a second person approves',
      remedy: 'let somebody approve it who neither wrote nor submitted it',
    });
  if (open.withdraws) return ended(head, open, { by, at });
  const effectiveFrom = open.effectiveFrom !== undefined && open.effectiveFrom > at ? open.effectiveFrom : at;
  const { version, revision, content, authors } = open;
  const closed: ClosedVersion = {
    version,
    revision,
    state: 'approved',
    content,
    effectiveFrom,
    authors,
    acts: [...open.acts, { at, by, what: 'approved' }],
  };
  return decided(head, closed, { version, effectiveFrom, content }, at, 'approved');
}

/** Sends what was submitted back to its authors, who may change it. A withdrawal that is rejected is dropped: there is nothing to change in it. */
export function rejectVersion(
  head: MasterHead | undefined,
  seen: Seen,
  { by, at }: Doer,
  reason: string,
): Step | Refusal {
  const open = head?.open;
  if (head === undefined || open === undefined) return noneOpen('rejected');
  const wrong = notSubmitted(open, seen);
  if (wrong !== undefined) return wrong;
  const done: Act = { at, by, what: 'rejected', reason };
  return open.withdraws ? dropped(head, open, done) : changed(head, open, { state: 'draft' }, done);
}

/** Drops the version that is open: it will never be in force. */
export function dropVersion(
  head: MasterHead | undefined,
  version: number,
  { by, at }: Doer,
  reason?: string,
): Step | Refusal {
  const open = head?.open;
  if (head === undefined || open?.version !== version)
    return refuse('not-found', `version ${version} is not open`, {
      remedy: 'only a draft or submitted version can be dropped; DELETE the whole to withdraw it',
    });
  return dropped(head, open, { at, by, what: 'dropped', ...(reason !== undefined && { reason }) });
}

/**
 * Asks that what is in force ends: a version that waits for its approval by somebody else, and then says nothing more. What hangs on it is for the caller
 * to look at first, and again when it is approved.
 *
 * @param reason kept with the version
 */
export function withdraw(head: MasterHead | undefined, { by, at }: Doer, reason: string): Step | Unchanged | Refusal {
  const now = head && inForce(head.current, at);
  if (head?.open?.withdraws) return 'unchanged';
  if (head?.open !== undefined)
    return refuse('conflict', `version ${head.open.version} is ${head.open.state}`, {
      remedy: `DELETE …/versions/${head.open.version} first, or have it approved`,
    });
  const later = head?.current.find(({ effectiveFrom }) => effectiveFrom > at);
  if (later !== undefined)
    return refuse('conflict', `version ${later.version} comes into force at ${later.effectiveFrom}`, {
      remedy: 'withdraw after that day',
    });
  if (head === undefined || now === undefined) return refuse('not-found', 'nothing is in force');
  if (now.content === undefined) return 'unchanged';
  const version = head.latest + 1;
  const what = 'withdrawal-asked';
  const open: OpenVersion = {
    version,
    revision: 1,
    state: 'submitted',
    content: now.content,
    withdraws: true,
    authors: [by],
    acts: [{ at, by, what, reason }],
  };
  return { head: { latest: version, current: head.current, open }, did: what, version };
}

/** The version that says nothing more comes into force. */
function ended(head: MasterHead, { version, revision, authors, acts }: OpenVersion, { by, at }: Doer): Step | Refusal {
  const closed: ClosedVersion = {
    version,
    revision,
    state: 'withdrawn',
    effectiveFrom: at,
    authors,
    acts: [...acts, { at, by, what: 'withdrawn' }],
  };
  return decided(head, closed, { version, effectiveFrom: at }, at, 'withdrawn');
}

/** The open version will never be in force. */
function dropped({ latest, current }: MasterHead, open: OpenVersion, done: Act): Step {
  const { effectiveFrom: _, withdraws: __, ...kept } = open;
  const closed: ClosedVersion = { ...kept, state: 'dropped', acts: [...open.acts, done] };
  return { head: { latest, current }, closed, did: done.what, version: open.version };
}

function changed({ latest, current }: MasterHead, open: OpenVersion, change: Partial<OpenVersion>, done: Act): Step {
  const next: OpenVersion = { ...open, ...change, revision: open.revision + 1, acts: [...open.acts, done] };
  return { head: { latest, current, open: next }, did: done.what, version: open.version };
}

function decided(
  { latest, current }: MasterHead,
  closed: ClosedVersion,
  effective: Effective,
  at: string,
  did: Act['what'],
): Step | Refusal {
  const kept = stillCounting([...current, effective], at);
  if (kept.length > MOST_CURRENT)
    return refuse('conflict', `${MOST_CURRENT} versions wait for their day already`, { remedy: 'approve it later' });
  return { head: { latest, current: kept }, closed, did, version: closed.version };
}

function notSubmitted(open: OpenVersion, seen: Seen): Refusal | undefined {
  if (open.version !== seen.version)
    return refuse('conflict', `version ${open.version} is open, not ${seen.version}`, { at: '/version' });
  if (open.revision !== seen.revision)
    return refuse(
      'conflict',
      `version ${open.version} stands at revision ${open.revision}, you read ${seen.revision}`,
      {
        at: '/revision',
        rule,
        remedy: 'read it again, then decide',
      },
    );
  if (open.state !== 'submitted')
    return refuse('conflict', `version ${open.version} is a draft`, { remedy: 'POST …/submit first' });
  return undefined;
}

const waitsToEnd = ({ version }: OpenVersion) =>
  refuse('conflict', `version ${version} withdraws it, and waits for its approval`, {
    rule,
    remedy: `DELETE …/versions/${version} takes the withdrawal back`,
  });

const withAuthor = ({ authors }: OpenVersion, by: string) => (authors.includes(by) ? authors : [...authors, by]);

const alreadySubmitted = ({ version, effectiveFrom = 'its approval' }: OpenVersion) =>
  refuse('conflict', `version ${version} is submitted, in force from ${effectiveFrom}`, {
    at: '/effectiveFrom',
    remedy: 'POST …/reject sends it back, then submit it again',
  });

const tooOften = ({ version }: OpenVersion) =>
  refuse('conflict', `version ${version} was changed ${MOST_ACTS} times`, {
    remedy: `have it approved, or DELETE …/versions/${version} and begin a new one`,
  });

const noneOpen = (what: string) =>
  refuse('not-found', `there is no open version to be ${what}`, { remedy: 'PUT makes a draft' });
