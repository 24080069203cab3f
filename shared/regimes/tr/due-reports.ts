import { dueLists } from '../pack-lists/due-lists.ts';
import { names } from './services.ts';

/** What an act makes due, in the order in which it may be sent. */
export const dueReports = dueLists(names);
