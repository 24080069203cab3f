import { keep, kept } from '../data/kept.ts';
import { storeOf, useStore } from '../data/store.ts';
import { bringLetters } from './bring-letters.ts';
import { de } from './de.ts';
import { en, type Texts } from './en.ts';
import { type Formats, formatsOf } from './formats.ts';
import { zh } from './zh.ts';

export const catalogues = { en, de, zh } as const satisfies Record<string, Texts>;
export type Language = keyof typeof catalogues;
/** Each by its own name, so that whoever reads it finds it. */
export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch', zh: '中文' };
export const languages: readonly Language[] = ['en', 'de', 'zh'];

const KEPT_AS = 'hmi-language';

/** The language that was chosen at this screen; otherwise the first of the browser's that there is a catalogue for. */
export function firstLanguage(chosen: string | undefined, ofBrowser: readonly string[]): Language {
  const wanted = [...(chosen === undefined ? [] : [chosen]), ...ofBrowser].map(
    (tag) => tag.toLowerCase().split('-')[0],
  );
  return wanted.flatMap((tag) => languages.filter((one) => one === tag))[0] ?? 'en';
}

interface Spoken {
  readonly language: Language;
  readonly texts: Texts;
  readonly formats: Formats;
}
const spokenIn = (language: Language): Spoken => ({
  language,
  texts: catalogues[language],
  formats: formatsOf(language === 'zh' ? 'zh-Hans' : language),
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
  spoken.set(spokenIn(language));
}

export const speakFirst = () => speak(firstLanguage(kept(KEPT_AS), navigator.languages), false);
