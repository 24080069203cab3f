import type { Json, JsonObject } from '../../shared/wire/json.ts';
import { isJsonObject } from '../../shared/wire/json.ts';
import type { Setting } from './channel-settings.ts';

const certificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** What is written in the field of a setting, as the version has it; nothing for an empty one. */
export function readSetting({ as }: Pick<Setting, 'as'>, text: string): Json | undefined {
  const said = text.trim();
  if (as === 'flag') return said === 'true' ? true : undefined;
  if (said === '') return undefined;
  // What is no number stays as it is, for the server to say so.
  if (as === 'number') return /^\d{1,9}$/.test(said) ? Number(said) : said;
  if (as === 'lines')
    return said
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  // What is no certificate stays as it is, for the server to say what is wrong with it.
  if (as === 'pems') return [...(said.match(certificate) ?? [said])].map((one) => `${one}\n`);
  return as === 'pem' ? `${said}\n` : said;
}

/** The same the other way round. */
export function writeSetting(value: Json | undefined): string {
  if (value === undefined) return '';
  return Array.isArray(value) ? value.map((one) => String(one).trim()).join('\n') : String(value).trim();
}

/** The member at a place of one or two steps. */
export function valueAt(content: JsonObject, at: string): Json | undefined {
  const [outer = '', inner] = at.slice(1).split('/');
  const value = content[outer];
  if (inner === undefined) return value;
  return isJsonObject(value) ? value[inner] : undefined;
}

/** Puts it there. */
export function putAt(content: JsonObject, at: string, value: Json): void {
  const [outer = '', inner] = at.slice(1).split('/');
  const before = content[outer];
  if (inner === undefined) content[outer] = value;
  else content[outer] = { ...(isJsonObject(before) && before), [inner]: value };
}
