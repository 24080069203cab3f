import { withCode } from './word-table.ts';

/** What an alarm is called; what is not there beside it is shown as the agent tells it. */
export interface AlarmName {
  /** In a few words. */
  readonly title: string;
  readonly cause?: string;
  readonly remedy?: string;
}

/** Names of alarms by their code. */
export type AlarmNames = Readonly<Record<string, AlarmName>>;

/** An alarm in the language of the person at the screen. */
export interface AlarmText extends AlarmName {
  readonly cause: string;
  readonly remedy: string;
}

/** Alarms by their code. */
export type AlarmTexts = Readonly<Record<string, AlarmText>>;

/** What an alarm is called. */
export const alarmName = (texts: AlarmNames, code: string): string => withCode(texts[code]?.title, code);
