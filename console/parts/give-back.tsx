import FormField from '@cloudscape-design/components/form-field';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { giveBack, type SerialBlockDetails, serialBlockDetails } from '../../shared/messages/serials-api.ts';
import { FormWindow } from './form-window.tsx';
import { RowsField, type TypedRow } from './rows-field.tsx';
import { SubmitForm } from './submit-form.tsx';
import { useChecked } from './use-checked.ts';
import { useDeed } from './use-deed.tsx';
import { numberOf } from './wrong-with.ts';

interface Given {
  readonly block: SerialBlockDetails;
  readonly fate: 'returns' | 'destructions';
  readonly close: () => void;
}

const words = {
  returns: { title: 'Give unused numbers back', act: 'Give them back', done: 'The numbers are back in their pool.' },
  destructions: { title: 'Destroy unused numbers', act: 'Destroy them', done: 'The numbers are destroyed for ever.' },
} as const;

/** Numbers of a request that were never used: back to their pool, or destroyed for ever. Sent again it changes nothing more. */
export function GiveBack({ block, fate, close }: Given) {
  const { title, act, done } = words[fate];
  // Of a block that nobody has touched all may go.
  const isWhole = block.parts.length === 0 && (block.numbers?.consumed ?? 1) === 0;
  const whole = isWhole ? [{ first: String(block.first), last: String(block.last) }] : [{}];
  const [id] = useState(() => `by-hand-${crypto.randomUUID()}`);
  const [by, setBy] = useState('ranges');
  const [rows, setRows] = useState<readonly TypedRow[]>(whole);
  const [serials, setSerials] = useState('');
  const [reason, setReason] = useState('');
  const give = useDeed(
    (api, body: object) =>
      api.post(`/api/serial-requests/${encodeURIComponent(block.requestId)}/${fate}`, body, serialBlockDetails),
    () => done,
  );
  const { at, check, error } = useChecked(giveBack, give);
  const submit = () => {
    const ranges = rows.map(({ first = '', last = '' }) => ({ first: numberOf(first), last: numberOf(last || first) }));
    const named = by === 'ranges' ? { ranges } : { serials: serials.split(/\s+/).filter((one) => one !== '') };
    const body = { id, reason, ...named };
    if (check(body)) give.mutate(body, { onSuccess: close });
  };
  return (
    <FormWindow title={title} isWide close={close}>
      <SubmitForm label={title} act={act} submit={submit} isPending={give.isPending} error={error} cancel={close}>
        <FormField label="Which numbers">
          <SegmentedControl
            label="Which numbers"
            selectedId={by}
            options={[
              { id: 'ranges', text: 'Counters from and to' },
              { id: 'serials', text: 'The serials themselves' },
            ]}
            onChange={({ detail }) => setBy(detail.selectedId)}
          />
        </FormField>
        {by === 'ranges' ? (
          <RowsField
            label="Counters"
            constraint={`Of ${block.first} to ${block.last}`}
            one="range"
            at="/ranges"
            members={[
              { name: 'first', label: 'From' },
              { name: 'last', label: 'To' },
            ]}
            rows={rows}
            change={setRows}
            errorAt={at}
          />
        ) : (
          <FormField label="Serials" constraintText="A line each" errorText={at('/serials')} stretch>
            <Textarea value={serials} rows={6} spellcheck={false} onChange={({ detail }) => setSerials(detail.value)} />
          </FormField>
        )}
        <FormField label="Why" constraintText="3 characters or more" errorText={at('/reason')} stretch>
          <Textarea value={reason} rows={2} onChange={({ detail }) => setReason(detail.value)} />
        </FormField>
      </SubmitForm>
    </FormWindow>
  );
}
