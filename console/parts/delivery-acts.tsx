import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { packChanges } from '../../shared/regimes/pack-change.ts';
import { useHere } from '../shell/session-context.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { ResendDelivery } from './resend-delivery.tsx';
import { type ToldDelivery, type WholeDelivery, wholeDelivery } from './told-delivery.ts';
import { useDeed } from './use-deed.tsx';

interface Act {
  readonly act: string;
  readonly label: string;
  readonly consequence: string;
  readonly states: readonly ToldDelivery['state'][];
  readonly told: string;
}

const acts: readonly Act[] = [
  {
    act: 'hold',
    label: 'Keep back',
    consequence: 'It is sent to nobody until somebody lets it go.',
    states: ['due'],
    told: 'It is kept back.',
  },
  {
    act: 'unhold',
    label: 'Let it go',
    consequence: 'It is sent as soon as its turn comes.',
    states: ['held'],
    told: 'It goes as soon as its turn comes.',
  },
  {
    act: 'correct',
    label: 'Report what was refused again',
    consequence: 'Another report tells of those objects alone that were refused.',
    states: ['partially-accepted', 'rejected'],
    told: 'A correction was planned.',
  },
  {
    act: 'close',
    label: 'Leave it so',
    consequence: 'What was refused of it is told to nobody. This is not taken back.',
    states: ['partially-accepted'],
    told: 'It is closed.',
  },
  {
    act: 'cancel',
    label: 'Tell nobody',
    consequence: 'The delivery ends without having arrived. This is not taken back.',
    states: ['due', 'held', 'parked', 'rejected'],
    told: 'It is cancelled.',
  },
];

/** What a person may do with a delivery as it stands. */
export function DeliveryActs({ delivery }: { readonly delivery: WholeDelivery }) {
  const { may } = useHere();
  const [asked, setAsked] = useState<Act>();
  const [change, setChange] = useState('');
  const path = `/api/deliveries/${encodeURIComponent(delivery.deliveryId)}`;
  const decide = useDeed(
    (api, { act, reason }: { act: Act; reason: string }) =>
      api.post(
        `${path}/${act.act}`,
        { reason, ...(act.act === 'unhold' && change !== '' && { change }) },
        wholeDelivery,
      ),
    (_, { act }) => act.told,
  );
  if (!may('deliveries:write')) return null;
  const wantsChange = asked?.act === 'unhold' && delivery.change === 'ended';
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ResendDelivery delivery={delivery} />
      {acts
        .filter(({ states }) => states.includes(delivery.state))
        .map((act) => (
          <Button key={act.act} onClick={() => setAsked(act)}>
            {act.label}
          </Button>
        ))}
      {asked !== undefined && (
        <ConfirmModal
          question={`${asked.label}?`}
          consequence={asked.consequence}
          label={asked.label}
          reason={1}
          act={(reason) => decide.mutateAsync({ act: asked, reason })}
          close={() => setAsked(undefined)}
        >
          {wantsChange && <Change value={change} choose={setChange} />}
        </ConfirmModal>
      )}
    </SpaceBetween>
  );
}

/** What became of the packs, where the event did not say it. */
function Change({ value, choose }: { readonly value: string; readonly choose: (change: string) => void }) {
  const options = packChanges.filter((one) => one !== 'ended').map((one) => ({ value: one, label: one }));
  return (
    <FormField label="What became of the packs">
      <Select
        placeholder="Choose"
        selectedOption={options.find((one) => one.value === value) ?? null}
        options={options}
        onChange={({ detail }) => choose(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
