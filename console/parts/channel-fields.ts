import { type ChannelKind, channelKinds } from '../../shared/network/channel-kinds.ts';
import type { Json, JsonObject } from '../../shared/wire/json.ts';
import { channelWords, mappingSettings, type Setting, settingMembers, settingsOf } from './channel-settings.ts';
import { element } from './element.ts';
import { choice, field } from './form.ts';
import type { Control } from './mark-at.ts';
import { putAt, readSetting, valueAt, writeSetting } from './setting-values.ts';

/** Columns of the spreadsheet that these fields stand for. */
const channelColumns: readonly string[] = ['channel', 'url', 'generation'];

/** How a partner is reached: the channel, its address, and what else that channel asks for. */
export function channelFields(before: JsonObject) {
  const channel = choice(
    'channel',
    channelKinds.map((one) => [one, channelWords[one].means] as const),
  );
  channel.value = String(before['channel'] ?? 'portal');
  const url = element('input', { name: 'url', type: 'url', autocomplete: 'off', value: String(before['url'] ?? '') });
  const rotated = Number(before['generation'] ?? 1);
  const generation = element('input', { name: 'generation', type: 'number', min: '1', value: `${rotated}` });
  const settings = new Map<string, Control>();
  const holder = element('div', { class: 'row wide' });
  const chosen = () => channelKinds.find((one) => one === channel.value) ?? 'portal';
  const show = () => {
    const { address } = channelWords[chosen()];
    settings.clear();
    url.required = address !== undefined;
    url.placeholder = address ?? '';
    const fields = asked(chosen()).map((setting) => {
      const control = controlOf(setting, valueAt(before, setting.at));
      settings.set(setting.at, control);
      const shown = field(setting.label, control, control instanceof HTMLTextAreaElement);
      return { setting, shown };
    });
    const hide = () => {
      for (const { setting, shown } of fields) shown.hidden = !isAsked(setting, settings);
    };
    settings.get(AUTH)?.addEventListener('change', hide);
    hide();
    holder.replaceChildren(
      ...(address === undefined ? [] : [field('Address', url, true)]),
      ...(chosen() === 'webhook' ? [field('Signing secret; raise it for a new one', generation)] : []),
      ...fields.map(({ shown }) => shown),
    );
  };
  channel.addEventListener('change', show);
  show();
  const content = () => contentOf(chosen(), settings, before, { url: url.value.trim(), generation: generation.value });
  return {
    columns: channelColumns,
    parts: [field('Channel', channel), holder],
    content,
    controls: () => new Map<string, Control>([['/url', url], ['/channel', channel], ...settings]),
  };
}

const AUTH = '/https/auth';

/** What belongs to another way of proof is neither shown nor kept. */
const isAsked = ({ ofAuth }: Setting, controls: ReadonlyMap<string, Control>): boolean =>
  ofAuth === undefined || controls.get(AUTH)?.value === ofAuth;

const asked = (channel: ChannelKind): readonly Setting[] => [...settingsOf[channel], ...mappingSettings];

function controlOf({ at, as, hint = '', required, list: names }: Setting, value: Json | undefined): Control {
  const attributes = {
    name: at,
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: hint,
    ...(names && { list: names }),
  };
  const needed: Record<string, string> = required ? { required: '' } : {};
  if (typeof as !== 'string') {
    const list = choice(at, as);
    list.value = String(value ?? as[0]);
    return list;
  }
  if (as === 'flag') {
    const list = choice(at, [
      ['false', 'no'],
      ['true', 'yes'],
    ]);
    list.value = String(value ?? false);
    return list;
  }
  if (as === 'text') return element('input', { ...attributes, ...needed, value: writeSetting(value) });
  const area = element('textarea', { ...attributes, ...needed, class: 'code', rows: as === 'lines' ? '2' : '5' });
  area.value = writeSetting(value);
  return area;
}

/** Members of the version that say how the partner is reached; `undefined` for those that it has no more. */
function contentOf(
  channel: ChannelKind,
  controls: ReadonlyMap<string, Control>,
  before: JsonObject,
  { url, generation }: { url: string; generation: string },
): Record<string, Json | undefined> {
  const made: JsonObject = {};
  for (const setting of asked(channel)) {
    const value = isAsked(setting, controls) ? readSetting(setting, controls.get(setting.at)?.value ?? '') : undefined;
    if (value !== undefined) putAt(made, setting.at, value);
  }
  // Of a webhook only the authority is asked for, and it stands beside a way of proof.
  if (channel === 'webhook' && made['https'] !== undefined) putAt(made, AUTH, 'none');
  const rotated = Number(generation || 1);
  return {
    ...Object.fromEntries(settingMembers.map((name) => [name, undefined])),
    ...made,
    channel,
    url: channelWords[channel].address === undefined ? undefined : url,
    ...((before['generation'] !== undefined || rotated > 1) && { generation: rotated }),
  };
}
