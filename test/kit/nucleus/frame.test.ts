import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Frame, FrameFault, FrameReader, writeFrame } from './frame.ts';

const frame: fc.Arbitrary<Frame> = fc.record({
  headers: fc.dictionary(
    fc.string({ minLength: 1, maxLength: 20 }).filter((name) => name !== '__proto__'),
    fc.oneof(fc.string({ maxLength: 40 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    { maxKeys: 4, noNullPrototype: true },
  ),
  payload: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
});

test('frames come back whole, wherever the socket cuts them', () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 4 }), fc.integer({ min: 1, max: 50 }), (frames, size) => {
      const bytes = Buffer.concat(frames.map(writeFrame));
      const reader = new FrameReader();
      const read: Frame[] = [];
      for (let at = 0; at < bytes.length; at += size) read.push(...reader.read(bytes.subarray(at, at + size)));
      expect(read).toEqual(frames);
    }),
  );
});

test('a frame of which one bit fell over is refused, or waited for as a longer one', () => {
  fc.assert(
    fc.property(frame, fc.nat(), (one, where) => {
      const bytes = writeFrame(one);
      const bit = where % (bytes.length * 8);
      bytes.writeUInt8((bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => new FrameReader().read(bytes)).toThrow(FrameFault);
    }),
  );
});
