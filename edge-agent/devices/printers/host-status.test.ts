import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frameReader, readHostStatus } from './host-status.ts';

const first = '030,0,0,1245,003,0,0,0,000,0,0,0';
const second = '000,0,0,0,1,4,0,0,00000001,1,000';
const third = '1234,0';
const framed = [first, second, third].map((frame) => `\x02${frame}\x03\r\n`).join('');

describe('the host status', () => {
  test('counts the label at the head and the formats behind it', () => {
    expect(readHostStatus([first, second, third])).toEqual({
      waiting: 4,
      paperOut: false,
      ribbonOut: false,
      headOpen: false,
      paused: false,
      bufferFull: false,
    });
  });

  test.each([
    ['paperOut', '030,1,0,1245,003,0,0,0,000,0,0,0', second],
    ['paused', '030,0,1,1245,003,0,0,0,000,0,0,0', second],
    ['bufferFull', '030,0,0,1245,003,1,0,0,000,0,0,0', second],
    ['headOpen', first, '000,0,1,0,1,4,0,0,00000001,1,000'],
    ['ribbonOut', first, '000,0,0,1,1,4,0,0,00000001,1,000'],
  ])('shows %s and nothing else', (flag, one, two) => {
    const status = readHostStatus([one, two, third]);
    const raised = Object.entries(status).filter(([, value]) => value === true);
    expect(raised).toEqual([[flag, true]]);
  });

  test.each([
    [[], '/0'],
    [['1,2', second, third], '/0'],
    [[first, second], '/2'],
    [['030,0,0,1245,many,0,0,0,000,0,0,0', second, third], '/0/4'],
  ])('%j is not a printer’s answer', (frames, at) => {
    expect(readHostStatus(frames)).toMatchObject({ refused: 'malformed', at });
  });

  test('is found however the bytes are cut, and whatever stands around the frames', () => {
    const cuts = fc.array(fc.nat({ max: framed.length }), { maxLength: 10 });
    fc.assert(
      fc.property(cuts, (places) => {
        const read = frameReader();
        const stream = `noise\r\n${framed}`;
        const edges = [0, ...places.toSorted((a, b) => a - b), stream.length];
        const frames = edges.slice(1).flatMap((end, index) => read(stream.slice(edges[index], end)));
        expect(frames).toEqual([first, second, third]);
      }),
    );
  });
});
