import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import {
  afterExchange,
  type Heard,
  inHandAtMost,
  type PartnerHealth,
  wellHealth,
} from '#shared/delivery/partner-health.ts';
import type { AuditRow } from './audit.ts';
import { pause } from './backoff.ts';
import { wonOrLost } from './lost-condition.ts';
import { partnerHealthKey } from './network-keys.ts';
import { updateExpression } from './update-expression.ts';

/** Who has one in hand gives it back when this has passed: longer than any function that carries may run. */
const SLOT_MS = 150_000;
/** Deliveries to one partner that may be in hand at once. */
export const MOST_IN_HAND = 4;
/** Who meets others at a row tries so often. */
const TRIES = 8;

const ends = Array.from({ length: MOST_IN_HAND }, (_, i) => `slot${i}`);
const stored = v.looseObject({
  failures: v.optional(v.number(), 0),
  since: v.optional(v.number()),
  why: v.optional(v.string()),
  spared: v.optional(v.object({ from: v.number(), until: v.number(), ms: v.number() })),
  waits: v.optional(v.boolean(), false),
});

/** A partner's health, and until when each of its slots is taken; milliseconds since 1970. */
export interface SeenHealth extends PartnerHealth {
  readonly slots: readonly number[];
  /** False: nobody stands in its line who would have to be called. */
  readonly waits: boolean;
}

/** A place among those in hand; only its holder gives it back. */
export interface Slot {
  readonly tenant: string;
  readonly partner: string;
  readonly name: string;
  readonly until: number;
}

/** Why nothing can be taken in hand: the partner is spared, or so many are in hand already. */
export interface TurnedAway {
  readonly turnedAway: 'spared' | 'full';
  readonly health: PartnerHealth;
}

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

export type PartnerHealths = ReturnType<typeof partnerHealths>;

/** How partners answer, in the deliveries table: one row for each partner, shared by all who send to it. It has the slots, too: who takes one up reads and writes one row. */
export function partnerHealths(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    get: (tenant: string, partner: string) => read(here, tenant, partner),
    /** Takes one in hand, if that may be. @param most in hand at once while the partner is well · random from 0 to 1 */
    enter: (tenant: string, partner: string, most: number, at: Date, random: number) =>
      enter(here, { tenant, partner, most, now: at.getTime(), random }),
    /**
     * Gives a slot back with what was heard of the partner; `undefined`: nothing was. How it stood before, and stands now.
     *
     * @param jitter from 0 to 1
     */
    leave: (slot: Slot, heard: Heard | undefined, at: Date, jitter: number) => leave(here, slot, heard, at, jitter),
    /** Has who comes out look for those that wait. */
    someWait: (tenant: string, partner: string) => markWaits(here, tenant, partner, true),
    /** Has nobody look any more. Whoever says so looks once more after it: one may have joined who saw the mark. */
    noneWait: (tenant: string, partner: string) => markWaits(here, tenant, partner, false),
    /** Has a spared partner tried now, and says so in the audit trail; `well` where it is not spared. */
    tryNow: (tenant: string, partner: string, at: Date, told: AuditRow) => tryNow(here, tenant, partner, at, told),
  };
}

/** Whether one more may be taken in hand. @param most in hand at once while the partner is well */
export const hasRoom = (health: SeenHealth, now: number, most: number): boolean =>
  health.slots.filter((end) => end > now).length < inHandAtMost(health, now, Math.min(most, MOST_IN_HAND));

async function read({ db, table }: Here, tenant: string, partner: string): Promise<SeenHealth> {
  const Key = partnerHealthKey(tenant, partner);
  const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return seen(Item);
}

function seen(item: Record<string, unknown> | undefined): SeenHealth {
  if (item === undefined) return { ...wellHealth, slots: ends.map(() => 0), waits: false };
  const { failures, since, why, spared, waits } = v.parse(stored, item);
  return { failures, since, why, spared, waits, slots: ends.map((name) => Number(item[name] ?? 0)) };
}

interface Entering {
  readonly tenant: string;
  readonly partner: string;
  readonly most: number;
  readonly now: number;
  readonly random: number;
}

async function enter(here: Here, { tenant, partner, most, now, random }: Entering): Promise<Slot | TurnedAway> {
  // Most partners are well and have room: that is said of each without looking, and the condition of the write tells where it is not so.
  let health = seen(undefined);
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const allowed = inHandAtMost(health, now, Math.min(most, MOST_IN_HAND));
    if (!hasRoom(health, now, most)) return { turnedAway: allowed === 0 ? 'spared' : 'full', health };
    const free = ends.slice(0, allowed).filter((_, i) => (health.slots[i] ?? 0) <= now);
    const name = free[Math.floor(random * free.length)] ?? 'slot0';
    const until = now + SLOT_MS;
    // Where one goes alone none of those may be on their way that began before it had to.
    const mustBeFree = allowed === 1 ? ends : [name];
    // Many may ask at once: a slot is taken by one of them. It is not taken by the health of before, so that of a partner that is tried the first slot alone is.
    const taken = await change(here, { tenant, partner }, { [name]: until }, [], {
      condition: [...mustBeFree.map(isFree), sameSparing(health)].join(' AND '),
      values: { ':now': now, ...sparingSeen(health) },
    });
    if (taken !== 'lost') return { tenant, partner, name, until };
    health = await read(here, tenant, partner);
  }
  return { turnedAway: 'full', health };
}

async function leave(here: Here, slot: Slot, heard: Heard | undefined, at: Date, jitter: number) {
  const before = { condition: `#${slot.name} = :mine`, values: { ':mine': slot.until } };
  if (heard === 'well') {
    // Of most partners there is nothing new: the slot alone is given back, in one write.
    const condition = `${before.condition} AND ${sameFailures(wellHealth)} AND ${sameSparing(wellHealth)}`;
    const isStill = await change(here, slot, {}, [slot.name], {
      condition,
      values: { ...before.values, ...failuresSeen(wellHealth) },
    });
    if (isStill !== 'lost') return { before: wellHealth, after: wellHealth, waits: isStill.waits };
  }
  return heard === undefined ? untold(here, slot, before) : told(here, slot, before, { heard, at, jitter });
}

async function untold(here: Here, slot: Slot, mine: Condition) {
  const given = await change(here, slot, {}, [slot.name], mine);
  const health = given === 'lost' ? await read(here, slot.tenant, slot.partner) : given;
  return { before: health, after: health, waits: health.waits };
}

interface Telling {
  readonly heard: Heard;
  readonly at: Date;
  readonly jitter: number;
}

async function told(here: Here, slot: Slot, mine: Condition, { heard, at, jitter }: Telling) {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const before = await read(here, slot.tenant, slot.partner);
    const after = afterExchange(before, heard, at.getTime(), jitter);
    const { failures, since, why, spared } = after;
    const all = Object.entries({ failures, since, why, spared });
    const gone = all.filter(([, value]) => value === undefined).map(([key]) => key);
    const set = Object.fromEntries(all.filter(([, value]) => value !== undefined));
    const written = await change(here, slot, set, [slot.name, ...gone], {
      // Others may have failed, or been answered, meanwhile: what was heard counts after that. When the slot ran out, others have learnt more by now.
      condition: `${mine.condition} AND ${sameFailures(before)} AND ${sameSparing(before)}`,
      values: { ...mine.values, ...failuresSeen(before), ...sparingSeen(before) },
    });
    if (written !== 'lost') return { before, after, waits: written.waits };
    if (!before.slots.includes(slot.until)) return { before, after: before, waits: before.waits };
    await pause(attempt);
  }
  return untold(here, slot, mine);
}

async function tryNow({ db, table }: Here, tenant: string, partner: string, at: Date, told: AuditRow) {
  const Update = {
    TableName: table,
    Key: partnerHealthKey(tenant, partner),
    UpdateExpression: 'SET #spared.#until = :now',
    // It may have answered meanwhile: then there is nothing to try.
    ConditionExpression: 'attribute_exists(#spared)',
    ExpressionAttributeNames: { '#spared': 'spared', '#until': 'until' },
    ExpressionAttributeValues: { ':now': at.getTime() },
  };
  return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems: [{ Update }, told] })), 'done', 'well');
}

const isFree = (name: string) => `(attribute_not_exists(#${name}) OR #${name} <= :now)`;
const sameSparing = ({ spared }: PartnerHealth) =>
  spared === undefined ? 'attribute_not_exists(#spared)' : '#spared.#until = :until';
const sparingSeen = ({ spared }: PartnerHealth) => (spared === undefined ? {} : { ':until': spared.until });
const sameFailures = ({ failures }: PartnerHealth) =>
  failures === 0 ? '(attribute_not_exists(#failures) OR #failures = :seen)' : '#failures = :seen';
const failuresSeen = ({ failures }: PartnerHealth) => ({ ':seen': failures });

interface Condition {
  readonly condition: string;
  readonly values: Record<string, unknown>;
}

async function markWaits({ db, table }: Here, tenant: string, partner: string, waits: boolean): Promise<void> {
  const UpdateExpression = waits ? 'SET #waits = :waits' : 'REMOVE #waits';
  const update = new UpdateCommand({
    TableName: table,
    Key: partnerHealthKey(tenant, partner),
    UpdateExpression,
    ExpressionAttributeNames: { '#waits': 'waits' },
    ...(waits && { ExpressionAttributeValues: { ':waits': true } }),
  });
  // Whatever else is written of the row, the mark is a thing of its own.
  await wonOrLost(() => db.send(update), 'done', 'done');
}

/** Sets and removes attributes of a partner's row; how it stands then. */
async function change(
  { db, table }: Here,
  { tenant, partner }: Pick<Slot, 'tenant' | 'partner'>,
  set: Record<string, unknown>,
  removed: readonly string[],
  { condition, values }: Condition,
): Promise<SeenHealth | 'lost'> {
  const update = updateExpression(set, removed);
  const nothingSet = Object.keys(set).length === 0;
  const UpdateExpression = nothingSet ? update.UpdateExpression.replace('SET  ', '') : update.UpdateExpression;
  const used = [...condition.matchAll(/#(\w+)/g)].map(([, name = '']) => name);
  const names = { ...update.ExpressionAttributeNames, ...Object.fromEntries(used.map((name) => [`#${name}`, name])) };
  const command = new UpdateCommand({
    TableName: table,
    Key: partnerHealthKey(tenant, partner),
    UpdateExpression,
    ConditionExpression: condition,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ...values },
    ReturnValues: 'ALL_NEW',
  });
  let is: Record<string, unknown> | undefined;
  const write = async () => {
    is = (await db.send(command)).Attributes;
  };
  return (await wonOrLost(write, 'done', 'lost')) === 'done' ? seen(is) : 'lost';
}
