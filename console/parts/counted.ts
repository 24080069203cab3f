import { count } from './count.ts';

/** `1 event`, `1,234 events`. */
export const counted = (of: number, what: string): string => `${count(of)} ${what}${of === 1 ? '' : 's'}`;
