import { isTime, utcMilliseconds } from '../../epcis/time.ts';

const tokens = /yyyy|yy|MM|dd|HH|mm|ss|SSS|XXX/g;
const patterns: Readonly<Record<string, string>> = {
  yyyy: '(\\d{4})',
  yy: '(\\d{2})',
  MM: '(\\d{2})',
  dd: '(\\d{2})',
  HH: '(\\d{2})',
  mm: '(\\d{2})',
  ss: '(\\d{2})',
  SSS: '(\\d{3})',
  XXX: '(Z|[+-]\\d{2}:\\d{2})',
};

/** Parts of a time by their tokens. */
type Parts = Readonly<Record<string, string>>;

const written = (form: string, parts: Parts): string => form.replace(tokens, (token) => parts[token] ?? token);

function partsIn(form: string, text: string): Parts | undefined {
  const names: string[] = form.match(tokens) ?? [];
  const plain = form.split(tokens).map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = plain.map((one, i) => one + (patterns[names[i] ?? ''] ?? '')).join('');
  const found = new RegExp(`^${pattern}$`).exec(text);
  return found === null ? undefined : Object.fromEntries(names.map((name, i) => [name, found[i + 1] ?? '']));
}

/** Two digits are years of this century: what is packed now expires in it (GS1 GS §7.12 for the next decades). */
const yearOf = ({ yyyy, yy }: Parts): string | undefined => yyyy ?? (yy === undefined ? undefined : `20${yy}`);

/** A day (`YYYY-MM-DD`) in a form; undefined for a text that is no day. */
export function writeDay(form: string, day: string): string | undefined {
  const found = partsIn('yyyy-MM-dd', day.slice(0, 10));
  return found && written(form, { ...found, yy: (found['yyyy'] ?? '').slice(2) });
}

/** The day of a text in a form, `YYYY-MM-DD`; undefined when it is none. */
export function readDay(form: string, text: string): string | undefined {
  const found = partsIn(form, text);
  const year = found && yearOf(found);
  if (found === undefined || year === undefined) return undefined;
  const day = `${year}-${found['MM'] ?? ''}-${found['dd'] ?? ''}`;
  return isTime(`${day}T00:00:00Z`) ? day : undefined;
}

/** A time as it was at an offset (`±HH:MM`), in a form. */
export function writeTime(form: string, time: string, offset: string): string {
  const local = new Date(Date.parse(utcMilliseconds(time)) + minutesOf(offset) * 60_000).toISOString();
  const [yyyy, MM, dd, HH, mm, ss, SSS] = local.split(/[-T:.Z]/);
  return written(form, { ...partsWith({ yyyy, MM, dd, HH, mm, ss, SSS }), yy: (yyyy ?? '').slice(2), XXX: offset });
}

const partsWith = (parts: Record<string, string | undefined>): Parts =>
  Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, value ?? '']));

/** A text of a form as a time with a zone (ISO 8601): its own, else that of `offset`. Undefined when it is none. */
export function readTime(form: string, text: string, offset: string): string | undefined {
  const found = partsIn(form, text);
  const year = found && yearOf(found);
  if (found === undefined || year === undefined) return undefined;
  const { MM = '', dd = '', HH = '00', mm = '00', ss = '00', SSS, XXX = offset } = found;
  const time = `${year}-${MM}-${dd}T${HH}:${mm}:${ss}${SSS === undefined ? '' : `.${SSS}`}${XXX}`;
  return isTime(time) ? time : undefined;
}

function minutesOf(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
