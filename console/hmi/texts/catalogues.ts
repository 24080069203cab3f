import { de } from './de.ts';
import { en, type Texts } from './en.ts';
import { zh } from './zh.ts';

export const catalogues = { en, de, zh } as const satisfies Record<string, Texts>;
export type Language = keyof typeof catalogues;
/** Each by its own name, so that whoever reads it finds it. */
export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch', zh: '中文' };
export const languages: readonly Language[] = ['en', 'de', 'zh'];

/** The language that was chosen at this screen; otherwise the first of the browser's that there is a catalogue for. */
export function firstLanguage(chosen: string | undefined, ofBrowser: readonly string[]): Language {
  const wanted = [...(chosen === undefined ? [] : [chosen]), ...ofBrowser].map(
    (tag) => tag.toLowerCase().split('-')[0],
  );
  return wanted.flatMap((tag) => languages.filter((one) => one === tag))[0] ?? 'en';
}
