import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { channelKinds } from '../../shared/network/channel-kinds.ts';
import { askedSettings, type ChannelDraft } from './channel-draft.ts';
import { channelWords } from './channel-settings.ts';
import { ChoiceField } from './choice-field.tsx';
import type { ErrorAt } from './error-at.ts';
import { SettingField } from './setting-field.tsx';
import { TextField } from './text-field.tsx';

interface Given {
  readonly draft: ChannelDraft;
  readonly change: (draft: ChannelDraft) => void;
  readonly errorAt: ErrorAt;
}

/** How a partner is reached: the channel, its address, and what else that channel asks for. */
export function ChannelFields({ draft, change, errorAt }: Given) {
  const { channel, url, generation, settings } = draft;
  const { address } = channelWords[channel];
  const fields = askedSettings(draft).map((setting) => ({
    setting,
    isWide: setting.as === 'lines' || setting.as === 'pem' || setting.as === 'pems',
  }));
  const shown = ({ setting }: (typeof fields)[number]) => (
    <SettingField
      key={setting.at}
      setting={setting}
      value={settings[setting.at] ?? ''}
      change={(value) => change({ ...draft, settings: { ...settings, [setting.at]: value } })}
      error={errorAt(setting.at)}
    />
  );
  return (
    <SpaceBetween size="m">
      <ColumnLayout columns={2}>
        <ChoiceField
          label="Channel"
          value={channel}
          values={channelKinds.map((value) => ({ value, label: channelWords[value].means }))}
          change={(to) => change({ ...draft, channel: channelKinds.find((one) => one === to) ?? channel })}
          error={errorAt('/channel')}
        />
        {address !== undefined && (
          <TextField
            label="Address"
            hint={address}
            value={url}
            change={(to) => change({ ...draft, url: to })}
            error={errorAt('/url')}
          />
        )}
        {channel === 'webhook' && (
          <TextField
            label="Number of the signing secret"
            constraint="Raise it for a new one"
            type="number"
            value={generation}
            change={(to) => change({ ...draft, generation: to })}
            error={errorAt('/generation')}
          />
        )}
        {fields.filter(({ isWide }) => !isWide).map(shown)}
      </ColumnLayout>
      {fields.filter(({ isWide }) => isWide).map(shown)}
    </SpaceBetween>
  );
}
