/**
 * States as the register names them. `emitted` and `dropped` are codes that no pack bears (yet, or any more), `forgotten` is one that somebody
 * had the sandbox forget: the register shows none of them.
 */
export const states = [
  'forgotten',
  'emitted',
  'dropped',
  'marked',
  'in_circulation',
  'transfered_to_owner',
  'shipped',
  'arrived',
  'declared',
  'reexported',
  'lp_sampled',
  'moved_for_disposal',
  'disposed',
  'out_of_circulation',
] as const;
export type State = (typeof states)[number];

/** Whether a code stands on a pack. */
export const isPack = (state: State): boolean => !['forgotten', 'emitted', 'dropped'].includes(state);
