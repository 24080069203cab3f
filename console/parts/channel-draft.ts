import { type ChannelKind, channelKinds } from '../../shared/network/channel-kinds.ts';
import type { Json, JsonObject } from '../../shared/wire/json.ts';
import { channelWords, mappingSettings, type Setting, settingMembers, settingsOf } from './channel-settings.ts';
import { putAt, readSetting, valueAt, writeSetting } from './setting-values.ts';

/** What somebody has typed of how a partner is reached. */
export interface ChannelDraft {
  readonly channel: ChannelKind;
  readonly url: string;
  readonly generation: string;
  /** By the pointers of the settings, of all channels: whoever changes his mind finds what he typed. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Columns of the spreadsheet that are asked for here. */
export const channelColumns: readonly string[] = ['channel', 'url', 'generation'];

const AUTH = '/https/auth';
const all: readonly Setting[] = [...Object.values(settingsOf).flat(), ...mappingSettings];

/** What the fields hold at first. @param before the version before; nothing of a new partner */
export function channelDraftOf(before: JsonObject): ChannelDraft {
  const first = ({ as, at }: Setting) => {
    const value = valueAt(before, at);
    if (as === 'flag') return String(value ?? false);
    return typeof as === 'string' ? writeSetting(value) : String(value ?? as[0]);
  };
  return {
    channel: channelKinds.find((one) => one === before['channel']) ?? 'portal',
    url: String(before['url'] ?? ''),
    generation: String(before['generation'] ?? 1),
    settings: Object.fromEntries(all.map((setting) => [setting.at, first(setting)])),
  };
}

/** The settings that the chosen channel asks for: what belongs to another way of proof is neither shown nor kept. */
export const askedSettings = ({ channel, settings }: ChannelDraft): readonly Setting[] =>
  [...settingsOf[channel], ...mappingSettings].filter(
    ({ ofAuth }) => ofAuth === undefined || settings[AUTH] === ofAuth,
  );

/** Members of the version that say how the partner is reached; `undefined` for those that it has no more. */
export function channelContent(draft: ChannelDraft, before: JsonObject): Record<string, Json | undefined> {
  const { channel, url, generation, settings } = draft;
  const made: JsonObject = {};
  for (const setting of askedSettings(draft)) {
    const value = readSetting(setting, settings[setting.at] ?? '');
    if (value !== undefined) putAt(made, setting.at, value);
  }
  // Of a webhook only the authority is asked for, and it stands beside a way of proof.
  if (channel === 'webhook' && made['https'] !== undefined) putAt(made, AUTH, 'none');
  const rotated = Number(generation || 1);
  return {
    ...Object.fromEntries(settingMembers.map((name) => [name, undefined])),
    ...made,
    channel,
    url: channelWords[channel].address === undefined ? undefined : url.trim(),
    generation: before['generation'] !== undefined || rotated > 1 ? rotated : undefined,
  };
}
