import { keep, kept } from '../data/kept.ts';
import { storeOf, useStore } from '../data/store.ts';
import { bringLetters } from './bring-letters.ts';
import { catalogues, firstLanguage, type Language } from './catalogues.ts';
import { datesIn } from './dates-in.ts';
import type { Texts } from './en.ts';
import { type Formats, formatsOf } from './formats.ts';

const KEPT_AS = 'hmi-language';

interface Spoken {
  readonly language: Language;
  readonly texts: Texts;
  readonly formats: Formats;
}
const spokenIn = (language: Language): Spoken => ({
  language,
  texts: catalogues[language],
  formats: formatsOf(language === 'zh' ? 'zh-Hans' : language, { dates: datesIn(language, navigator.languages) }),
});

const spoken = storeOf<Spoken>(spokenIn('en'));

/** The texts of the language at hand. */
export const texts = (): Texts => spoken.get().texts;
/** How the language at hand writes numbers and times. */
export const formats = (): Formats => spoken.get().formats;
export const useSpoken = (): Spoken => useStore(spoken);
export const useTexts = (): Texts => useStore(spoken).texts;

/** Has the page speak a language from now on, and keeps that in the browser. */
export function speak(language: Language, isChosen = true): void {
  if (isChosen) keep(KEPT_AS, language);
  document.documentElement.lang = language === 'zh' ? 'zh-Hans' : language;
  if (language === 'zh') void bringLetters();
  else document.documentElement.classList.remove('han');
  spoken.set(spokenIn(language));
}

export const speakFirst = () => speak(firstLanguage(kept(KEPT_AS), navigator.languages), false);
