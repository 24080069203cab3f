import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { terminal } from './terminal.ts';

/** A stream that keeps what is written; it may be a person's screen. */
function stream({ isTTY = false, full = false } = {}) {
  const written: string[] = [];
  const taken: (() => void)[] = [];
  const kept = new Writable({
    highWaterMark: full ? 1 : 1 << 20,
    decodeStrings: false,
    write: (text: string, _encoding, done) => {
      written.push(text);
      if (full) taken.push(done);
      else done();
    },
  });
  return { to: Object.assign(kept, { isTTY }), text: () => written.join(''), take: () => taken.shift()?.() };
}

describe('results', () => {
  test('are gathered until the work pauses', async () => {
    const out = stream();
    const screen = terminal(out.to, stream().to, { quiet: false });
    screen.print('one\n');
    screen.print('two\n');
    expect(out.text()).toBe('');
    await screen.settled();
    expect(out.text()).toBe('one\ntwo\n');
  });

  test('are written at once when there are many', () => {
    const out = stream();
    const screen = terminal(out.to, stream().to, { quiet: false });
    screen.print('x'.repeat(70_000));
    expect(out.text()).toHaveLength(70_000);
  });

  test('wait for a slow reader', async () => {
    const out = stream({ full: true });
    const screen = terminal(out.to, stream().to, { quiet: false });
    screen.print('much');
    let settled = false;
    const waiting = screen.settled().then(() => {
      settled = true;
    });
    await Promise.resolve();
    expect(settled).toBe(false);
    out.take();
    await waiting;
    expect(settled).toBe(true);
  });
});

describe('remarks and progress', () => {
  test('stand on lines of their own: a remark takes the progress away first', () => {
    const remarks = stream({ isTTY: true });
    const screen = terminal(stream().to, remarks.to, { quiet: false });
    screen.progress('half');
    screen.remark('bad');
    expect(remarks.text()).toBe('\r\u001b[Khalf\r\u001b[Kbad\n');
  });

  test('a result on the same screen does so, too', async () => {
    const remarks = stream({ isTTY: true });
    const screen = terminal(stream({ isTTY: true }).to, remarks.to, { quiet: false });
    screen.progress('half');
    screen.print('result\n');
    await screen.settled();
    expect(remarks.text()).toBe('\r\u001b[Khalf\r\u001b[K');
  });

  test('on one screen, what was found first stands first', () => {
    const out = stream({ isTTY: true });
    const screen = terminal(out.to, stream({ isTTY: true }).to, { quiet: false });
    screen.print('result\n');
    screen.remark('bad');
    expect(out.text()).toBe('result\n');
  });

  test.each([
    ['a person', true, false, true],
    ['a file', false, false, false],
    ['a person who wants quiet', true, true, false],
  ])('%s watches: %s', (_, isTTY, quiet, watched) => {
    expect(terminal(stream().to, stream({ isTTY }).to, { quiet }).watched).toBe(watched);
  });
});
