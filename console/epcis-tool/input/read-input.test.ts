import { describe, expect, test } from 'vitest';
import { jsonSample, sampleEvents, xmlSample } from '../../../test/kit/epcis-samples.ts';
import { pieces, watchedScreen } from '../../../test/kit/watched-screen.ts';
import { readInput } from './read-input.ts';

function collecting() {
  const seen: string[] = [];
  return {
    seen,
    sink: {
      event: ({ type }: { type: string }) => seen.push(type),
      refused: () => seen.push('refused'),
    },
  };
}

const cut = (text: string, size: number) => {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
};

describe('an input', () => {
  test.each([1, 100, 1 << 20])('is read in pieces of %d bytes', async (size) => {
    for (const text of [jsonSample(), xmlSample('2.0')]) {
      const { seen, sink } = collecting();
      const { screen } = watchedScreen();
      const { head, about } = await readInput(pieces(...cut(text, size)), sink, { screen, now: () => 0 });
      expect(head).toMatchObject({ form: 'EPCISDocument' });
      expect(seen).toEqual(sampleEvents.map(({ type }) => type));
      expect(about).toEqual({
        bytes: Buffer.byteLength(text),
        encoding: 'utf-8',
        syntax: text.startsWith('<') ? 'xml' : 'json',
      });
    }
  });

  test('shows how far it is, refused events counted as read', async () => {
    const { screen, said } = watchedScreen({ watched: true });
    const { sink } = collecting();
    let time = 0;
    const now = () => {
      time += 200;
      return time;
    };
    // The reader may hand over an event a piece later.
    const after = { 'ex:note': 'x'.repeat(3000) };
    const text = jsonSample([sampleEvents[0], { ...sampleEvents[1], action: 'GROW' }], after);
    await readInput(pieces(...cut(text, 500)), sink, { screen, now, label: 'reading it' });
    expect(said.shown.some((line) => /^reading it · .* · 2 events · /.test(line))).toBe(true);
    expect(said.shown.at(-1)).toBe('');
  });

  test('is not read on after what cannot be read', async () => {
    let asked = 0;
    const endless = {
      name: 'endless',
      again: false,
      pieces: async function* () {
        for (;;) {
          asked++;
          yield Buffer.from('{{'.repeat(1000));
        }
      },
    };
    const { head } = await readInput(endless, collecting().sink, { screen: watchedScreen().screen, now: () => 0 });
    expect(head).toMatchObject({ refused: 'malformed' });
    expect(asked).toBeLessThan(5);
  });

  test('waits between pieces for what was written', async () => {
    let waits = 0;
    const written = async () => {
      waits++;
    };
    const { screen } = watchedScreen();
    await readInput(pieces(...cut(jsonSample(), 1000)), collecting().sink, { screen, now: () => 0, written });
    expect(waits).toBe(Math.ceil(Buffer.byteLength(jsonSample()) / 1000));
  });
});
