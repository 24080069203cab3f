import type { Pack } from '../../store/packs.ts';

/** A label that people have printed at a bench and that nobody has read on a pack yet. */
export const isUnreadLabel = ({ isBench, state }: Pick<Pack, 'isBench' | 'state'>): boolean =>
  isBench && state === 'printing';
