import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { keep, kept } from '../parts/kept.ts';

/** Light or dark, or as the system has it. */
export const appearances = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof appearances)[number];

const dark = matchMedia('(prefers-color-scheme: dark)');
let chosen: Appearance = 'system';
dark.addEventListener('change', () => applyAppearance(chosen));

/** What this person chose on this browser before. */
export const keptAppearance = (): Appearance => appearances.find((one) => one === kept('appearance')) ?? 'system';

/** Shows the page so from now on, and after it is loaded again. */
export function chooseAppearance(appearance: Appearance): void {
  keep('appearance', appearance);
  applyAppearance(appearance);
}

export function applyAppearance(appearance: Appearance): void {
  chosen = appearance;
  const isDark = appearance === 'dark' || (appearance === 'system' && dark.matches);
  applyMode(isDark ? Mode.Dark : Mode.Light);
  document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
}
