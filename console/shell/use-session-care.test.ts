import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OpenSession } from '../open-session.ts';
import { careFor } from './use-session-care.ts';

const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', new EventTarget());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A page in which somebody signed in at 0, and the clock on its wall. */
function aPage() {
  const wall = { now: 0 };
  const who = { token: 't', role: 'qa', username: 'otto', tenant: 'acme', provedAt: 0, renewal: 'r' };
  const renew = async () => ({ ...who, since: wall.now, until: wall.now + 60 * MINUTE });
  const session = new OpenSession({ ...who, since: 0, until: 60 * MINUTE }, { renew, now: () => wall.now });
  return { wall, session, stop: careFor(session) };
}

test.each(['keydown', 'pointerdown', 'wheel', 'input', 'focusin', 'click'])(
  'whoever uses the page keeps it, also without a key or a pointer: %s',
  (use) => {
    const { wall, session, stop } = aPage();
    wall.now = 59 * MINUTE;
    window.dispatchEvent(new Event(use));
    wall.now = 61 * MINUTE;
    window.dispatchEvent(new Event(use));
    expect(session.present().standing).toBe('open');
    stop();
    // Nobody listens any more.
    wall.now = 200 * MINUTE;
    window.dispatchEvent(new Event(use));
    expect(session.present().standing).toBe('open');
  },
);

test('a page that nobody uses says that it ends, and ends, without being asked', async () => {
  const { wall, session, stop } = aPage();
  wall.now = 54 * MINUTE;
  await vi.advanceTimersByTimeAsync(15_000);
  expect(session.present().standing).toBe('unused');
  wall.now = 60 * MINUTE;
  await vi.advanceTimersByTimeAsync(15_000);
  expect(session.present()).toMatchObject({ standing: 'ended', isAsking: true });
  stop();
});
