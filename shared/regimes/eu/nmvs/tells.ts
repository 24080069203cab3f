import type { Tells } from '../../tells.ts';
import { type Act, acts, operations } from './operations.ts';

const common = { to: 'national system', standing: 'works' } as const;

const codes = (act: Act, isUndo: boolean) =>
  operations.filter((one) => one.act === act && (one.undoes !== undefined) === isUndo).map(({ code }) => code);

/** One row of what is done to a pack, and one of what takes it back where that is possible: single and bulk. */
const told = (act: Act): Tells[] => {
  const back = codes(act, true).join(', ');
  const done = act === 'verify' ? 'pack verified' : 'pack changed';
  return [
    { ...common, act: done, message: codes(act, false).join(', '), note: act },
    ...(back === '' ? [] : [{ ...common, act: 'pack changed back' as const, message: back, note: `undo ${act}` }]),
  ];
};

/** What a national verification system is told, as whoever calls has it done: single, bulk. */
export const tells: readonly Tells[] = [
  ...acts.flatMap(told),
  { ...common, act: 'pack changed', message: 'G195', note: 'mixed: any of these in one message' },
];
