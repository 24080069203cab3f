import * as v from 'valibot';
import { askStanding } from './ask-standing.ts';
import { mergeChange, type RawStatus } from './merge-change.ts';
import { whenReleased } from './press.ts';
import { endSession, type Session, session, whenBarred } from './session.ts';
import { liveShape, type SiteStatus, statusShape } from './status-shape.ts';
import { storeOf, useStore } from './store.ts';

/** What the page knows of the site, and how it comes to know. */
export interface Told {
  readonly status: SiteStatus | undefined;
  /** Told as it changes; otherwise it is asked for every second. */
  readonly isLive: boolean;
  readonly answers: boolean;
}

export const told = storeOf<Told>({ status: undefined, isLive: false, answers: true });
export const useTold = () => useStore(told);

/** Whether people sign in at this site; assumed until the agent has said so. */
export const signsIn = () => told.get().status?.signIn !== false;

/** A session that is over, and one that goes on and may not listen, as `edge-agent/hmi/live.ts` closes them. */
const SESSION_OVER = 4401;
const NOT_PERMITTED = 4403;
/** The agent says something every three seconds: a connection on which nothing came for `quietMs` has died without a word. */
const usual = { againMs: 2_000, askMs: 1_000, quietMs: 10_000 };
let times = usual;

let raw: RawStatus | undefined;
let socket: WebSocket | undefined;
let quiet: ReturnType<typeof setTimeout> | undefined;
let isAsking = false;
/** What was told while somebody pressed is shown afterwards. */
let latest = told.get();

function show(change: Partial<Told>): void {
  latest = { ...latest, ...change };
  whenReleased(() => told.set(latest));
}

function showStatus(next: RawStatus | undefined, isLive: boolean): void {
  raw = next;
  const read = v.safeParse(statusShape, next);
  if (read.success) show({ status: read.output, isLive, answers: true });
}

/** Whatever else the agent says shows only that it is there. */
function heard(data: unknown): void {
  const message = v.safeParse(v.pipe(v.string(), v.parseJson(), liveShape), data);
  if (message.success) showStatus(mergeChange(raw, message.output), true);
}

/** Whoever has a password to choose, waits for somebody to vouch for him or has no role is told nothing yet: his session goes on all the same. */
const mayListen = ({ token, person, rights }: Session): boolean =>
  token === ''
    ? !signsIn()
    : rights.includes('read-report') && person?.mustChange !== true && person?.pending?.blocks !== true;

/** The agent tells him nothing any more: he is told why, and does not ask in vain from then on. */
async function askWhy(): Promise<void> {
  const now = await askStanding().catch(() => undefined);
  if (now?.person !== undefined && !mayListen(now)) whenBarred.lead(now.person);
}

function letGo(): void {
  const old = socket;
  socket = undefined;
  clearTimeout(quiet);
  show({ isLive: false });
  old?.close();
}

/** Listens under the session at hand; what was listened to before is let go of. */
export function listen(): void {
  letGo();
  const { token } = session.get();
  if (!mayListen(session.get())) return;
  const mine = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/live`);
  socket = mine;
  const wait = () => {
    clearTimeout(quiet);
    quiet = setTimeout(listen, times.quietMs);
  };
  wait();
  mine.onopen = () => mine.send(JSON.stringify({ token }));
  mine.onmessage = ({ data }) => {
    if (socket !== mine) return;
    wait();
    heard(data);
  };
  mine.onclose = ({ code }) => {
    if (socket !== mine) return;
    letGo();
    if (code === SESSION_OVER && token !== '') return endSession(token);
    const why = code === NOT_PERMITTED && token !== '' ? askWhy() : Promise.resolve();
    void why.then(() => setTimeout(() => socket ?? listen(), times.againMs));
  };
}

const answerShape = v.looseObject({ lines: v.array(v.looseObject({ line: v.string() })) });

/** One question at a time: of an agent that hangs an older answer takes the place of no newer one. */
async function askOnce(): Promise<void> {
  if (latest.isLive || isAsking) return;
  isAsking = true;
  try {
    const answer = await fetch('/status', { signal: AbortSignal.timeout(5_000) });
    const status = v.parse(answerShape, await answer.json());
    if (latest.isLive) return;
    showStatus(status, false);
    if (status['signIn'] === false && socket === undefined) listen();
  } catch {
    if (!latest.isLive) show({ answers: false });
  } finally {
    isAsking = false;
  }
}

/**
 * Begins to keep up with the site, and goes on for as long as the page is open.
 *
 * @param wanted how long is waited, in milliseconds: before a lost connection is made again, between two questions, for a sign of life
 * @returns how to end it
 */
export function keepUp(wanted: typeof usual = usual): () => void {
  times = wanted;
  const heldNow = () => `${mayListen(session.get())} ${session.get().token}`;
  let held = heldNow();
  const forget = session.subscribe(() => {
    if (heldNow() === held) return;
    held = heldNow();
    listen();
  });
  void askOnce();
  const asking = setInterval(() => void askOnce(), times.askMs);
  return () => {
    forget();
    clearInterval(asking);
    letGo();
  };
}
