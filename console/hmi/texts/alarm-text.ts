import { withCode } from './word-table.ts';

/** An alarm in the language of the person at the screen. */
export interface AlarmText {
  /** In a few words. */
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
}

/** Alarms by their code. */
export type AlarmTexts = Readonly<Record<string, AlarmText>>;

/** What an alarm is called. */
export const alarmName = (texts: AlarmTexts, code: string): string => withCode(texts[code]?.title, code);

/** The agent itself tells alarms in English. */
export const noAlarms: AlarmTexts = {};
