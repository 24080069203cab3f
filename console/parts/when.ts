import { element } from './element.ts';

/** A time as it was here, in the order that sorts; nothing for nothing. The mark-up carries it as it was told. */
export function when(time: string | undefined): HTMLElement | undefined {
  if (time === undefined) return undefined;
  return element('time', { datetime: time, title: time }, localTime(new Date(time)).slice(0, 19).replace('T', ' '));
}

/** `YYYY-MM-DDTHH:MM:SS.mmm` by the clock on the wall, as a field for times takes it. */
export function localTime(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, -1);
}
