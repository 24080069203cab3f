import { keep, kept } from './data/kept.ts';

export const appearances = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof appearances)[number];

const KEPT_AS = 'hmi-appearance';

export const keptAppearance = (): Appearance => appearances.find((one) => one === kept(KEPT_AS)) ?? 'system';

/** Shows the page light or dark, as chosen or as the machine has it, and keeps the choice in this browser. */
export function applyAppearance(appearance: Appearance): void {
  keep(KEPT_AS, appearance);
  document.documentElement.style.colorScheme = appearance === 'system' ? 'light dark' : appearance;
}
