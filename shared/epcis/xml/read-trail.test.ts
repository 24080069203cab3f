import { expect, test } from 'vitest';
import { enter, newTrail, spotOf } from './read-trail.ts';

const event = newTrail();
const tree = { type: 'ObjectEvent', epcList: ['urn:a', 'urn:b'], readPoint: { id: 'urn:c', 'ex:a/b~c': 'x' } };
event.places.push(1, 2, 5);
event.labels.push('', 'epcList', 'extension/readPoint');
const list = { ...newTrail('epc'), places: [3, 4] };
const place = { ...newTrail(), places: [6, 7], labels: ['id', 'ex:a'] };
event.inside = [undefined, list, place];

test.each([
  ['', 100, ''],
  ['/type', 1, ''],
  ['/epcList', 2, '/epcList'],
  ['/epcList/1', 4, '/epcList/epc[2]'],
  ['/readPoint/id', 6, '/extension/readPoint/id'],
  ['/readPoint/ex:a~1b~0c', 7, '/extension/readPoint/ex:a'],
])('%s leads to its element', (pointer, at, path) => {
  expect(spotOf(pointer, tree, event, 100)).toEqual({ at, path });
});

test('what is missing is told of the element that lacks it', () => {
  expect(spotOf('/readPoint/none', tree, event, 100)).toEqual({ at: 5, path: '/extension/readPoint' });
  expect(spotOf('/none/none', tree, event, 100)).toEqual({ at: 100, path: '' });
  expect(spotOf('/epcList/7', tree, event, 100)).toEqual({ at: 2, path: '/epcList' });
});

test('a trail is entered where its holder was added', () => {
  const outer = newTrail();
  outer.places.push(1, 2);
  const inner = newTrail();
  enter(outer, inner);
  expect(outer.inside?.[1]).toBe(inner);
});
