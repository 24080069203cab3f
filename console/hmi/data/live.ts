import * as v from 'valibot';
import { mergeChange, type RawStatus } from './merge-change.ts';
import { whenReleased } from './press.ts';
import { nobody, session } from './session.ts';
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

/** A session that is over, as `edge-agent/hmi/live.ts` closes it. */
const SESSION_OVER = 4401;
const AGAIN_MS = 2_000;
const ASK_MS = 1_000;

let raw: RawStatus | undefined;
let socket: WebSocket | undefined;
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

function heard(data: unknown): void {
  const message = v.safeParse(v.pipe(v.string(), v.parseJson(), liveShape), data);
  if (message.success) showStatus(mergeChange(raw, message.output), true);
}

/** Listens under the session at hand; what was listened to before is let go of. */
export function listen(): void {
  const old = socket;
  socket = undefined;
  show({ isLive: false });
  old?.close();
  const { token } = session.get();
  if (token === '' && signsIn()) return;
  const mine = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/live`);
  socket = mine;
  mine.onopen = () => mine.send(JSON.stringify({ token }));
  mine.onmessage = ({ data }) => {
    if (socket === mine) heard(data);
  };
  mine.onclose = ({ code }) => {
    if (socket !== mine) return;
    socket = undefined;
    show({ isLive: false });
    if (code === SESSION_OVER && token !== '') session.set(nobody);
    else setTimeout(() => socket ?? listen(), AGAIN_MS);
  };
}

async function askOnce(): Promise<void> {
  if (latest.isLive) return;
  try {
    const answer = await fetch('/status', { signal: AbortSignal.timeout(5_000) });
    const status = v.parse(v.looseObject({ lines: v.array(v.looseObject({ line: v.string() })) }), await answer.json());
    if (latest.isLive) return;
    showStatus(status, false);
    if (status['signIn'] === false && socket === undefined) listen();
  } catch {
    show({ answers: false });
  }
}

/** Begins to keep up with the site, and goes on for as long as the page is open. */
export function keepUp(): void {
  let { token } = session.get();
  session.subscribe(() => {
    const now = session.get().token;
    if (now === token) return;
    token = now;
    listen();
  });
  void askOnce();
  setInterval(() => void askOnce(), ASK_MS);
}
