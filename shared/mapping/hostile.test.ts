import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { plainEvents } from '../../test/kit/arbitrary-plain.ts';
import { readMapped } from './read-mapped.ts';
import { readyMappings } from './ready-mappings.ts';
import { runSample } from './run-sample.ts';
import { sampleAbout } from './sample.ts';
import { tryMapping } from './try-mapping.ts';
import { writeMapped } from './write-mapped.ts';

const about = v.parse(v.object(sampleAbout), {});
const pairs = readyMappings
  .filter(({ mapping }) => mapping.direction === 'out')
  .map(({ name, mapping }) => {
    const back = readyMappings.find((one) => one.name === name.replace(/-out$/, '-in'));
    if (back === undefined) throw new Error(`no way back for ${name}`);
    return {
      name,
      out: { ...mapping, ...('identifiers' in mapping && { identifiers: 'as-sent' as const }) },
      back: back.mapping,
    };
  });

/** A text with a piece taken out, doubled or replaced. */
const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 0, max: 30 }),
  by: fc.constantFrom('', '<', '"', '{', ']', '&', '\u0000', '\ud800', '\n', 'x'),
});

describe('a document that was damaged anywhere is read or refused with what is wrong', () => {
  test.each(pairs)('$name', ({ out, back }) => {
    fc.assert(
      fc.property(plainEvents, damage, (events, { at, length, by }) => {
        const written = writeMapped(out, { ...about, events }, []);
        if (Array.isArray(written)) throw new Error('it was not written');
        const from = Math.floor(at * written.body.length);
        const read = readMapped(back, written.body.slice(0, from) + by + written.body.slice(from + length), []);
        if (!Array.isArray(read)) return;
        expect(read.length).toBeGreaterThan(0);
        for (const refusal of read) expect(refusal.detail).not.toBe('');
      }),
      { numRuns: 150 },
    );
  });
});

describe('any text', () => {
  test.each(readyMappings)('is read or refused by $name, whichever way it goes', ({ mapping }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const attempt = tryMapping(mapping, text, about, []);
        expect('problems' in attempt || 'read' in attempt || 'documents' in attempt).toBe(true);
        expect(runSample(mapping, { name: 'a', input: text, ...about, expect: { output: text } }, []).name).toBe('a');
      }),
      { numRuns: 50 },
    );
  });
});

describe('a message as JSON', () => {
  const exchange = readyMappings.find(({ name }) => name === 'serial-exchange-out')?.mapping;
  if (exchange === undefined) throw new Error('no such mapping');
  const attempt = (value: unknown) => tryMapping(exchange, JSON.stringify(value), about, []);
  test('that is whole is written', () => {
    expect(attempt({ family: 'processing-response', content: { inReplyTo: '7', outcome: 'ACCEPTED' } })).toMatchObject({
      documents: [{ body: expect.stringContaining('<InReplyTo>7</InReplyTo>') }],
    });
  });
  test.each([
    ['without what it must say', { family: 'processing-response', content: { inReplyTo: '7' } }, '/content/outcome'],
    ['of a family that is events', { family: 'receipt', content: { receipts: [] } }, '/content'],
    ['of no family', { family: '__proto__', content: {} }, '/content'],
  ])('%s is refused', (_, value, at) => {
    expect(attempt(value)).toMatchObject({ problems: [{ refused: 'malformed', at }] });
  });
});

test('messages that were not agreed are neither written nor read', () => {
  const [out, back] = [pairs.at(-1)?.out, pairs.at(-1)?.back];
  if (out?.format !== 'serial-exchange' || back?.format !== 'serial-exchange') throw new Error('no exchange');
  fc.assert(
    fc.property(plainEvents, (events) => {
      const first = writeMapped(out, { ...about, events }, []);
      if (Array.isArray(first)) throw new Error('it was not written');
      const narrow = { families: ['serial-request' as const] };
      expect(writeMapped({ ...out, ...narrow }, { ...about, events }, [])).toMatchObject(
        events.map(() => ({ refused: 'unsupported' })),
      );
      expect(readMapped({ ...back, ...narrow }, first.body, [])).toMatchObject([{ refused: 'unsupported' }]);
    }),
    { numRuns: 20 },
  );
});
