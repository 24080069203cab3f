import { flag } from '../query-parameters.ts';

/** How an upload of rows is taken. */
export const flags = {
  dryRun: flag('nothing is stored; the report says what would be'),
  proceed: flag('sound rows are taken although others are at fault; else all or none'),
  submit: flag('the drafts are submitted at once'),
};
