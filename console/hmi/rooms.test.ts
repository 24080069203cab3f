import { expect, test } from 'vitest';
import type { LineStatus } from './data/status-shape.ts';
import { rightIn, roomOf, rooms, roomsFor } from './rooms.ts';

const line: LineStatus = {
  ...{ line: 'line-1', state: 'Idle', mode: 'Produce', commands: [], devices: {}, alarms: [], verdicts: [] },
  containers: [],
};
const nobody = { token: '', person: undefined, rights: [] };
const who = (...rights: string[]) => ({ ...nobody, rights });

test.each([
  ['#alarms', '/', 'alarms'],
  ['', '/', 'line'],
  ['#nowhere', '/', 'line'],
  ['', '/warehouse', 'warehouse'],
  ['#line', '/warehouse', 'line'],
])('the address %s of %s is the room %s', (hash, pathname, room) => expect(roomOf({ hash, pathname })).toBe(room));

test('whoever is not signed in sees the line and the warehouse, and may deep-link to the rest', () => {
  expect(roomsFor({ lines: [line], warehouse: true }, nobody, true)).toEqual(['line', 'warehouse']);
  expect(rooms.map((room) => roomOf({ hash: `#${room}`, pathname: '/' }))).toEqual([...rooms]);
});

test('a room that is not offered for want of a right says so to whoever comes by its address', () => {
  const site = { lines: [line], warehouse: true };
  const offered = roomsFor(site, nobody, true);
  const withRight = rooms.filter((room) => rightIn[room] !== undefined);
  expect(withRight.filter((room) => offered.includes(room))).toEqual([]);
  expect(roomsFor(site, who('read-report'), true)).toEqual(expect.arrayContaining(withRight));
});

test('an operator has every room of the lines, and people only who may change them or vouch', () => {
  const site = { lines: [line], warehouse: false };
  const ofOperator = ['line', 'station', 'orders', 'held', 'batches', 'alarms'];
  expect(roomsFor(site, who('read-report'), true)).toEqual(ofOperator);
  expect(roomsFor(site, who('read-report', 'vouch'), true)).toEqual([...ofOperator, 'people']);
  expect(roomsFor(site, who('read-report', 'manage-people'), true)).toEqual([...ofOperator, 'people']);
});

test('a site without lines has no rooms of a line, and one where nobody signs in has no people', () => {
  expect(roomsFor({ lines: [], warehouse: true }, nobody, false)).toEqual(['line', 'orders', 'held', 'warehouse']);
});
