import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Lot } from '../../shared/messages/lots-api.ts';
import { changeable } from '../../shared/messages/orders-api.ts';
import { standsOn } from '../../shared/orders/revisions.ts';
import { errorAt } from './error-at.ts';
import { FormModal } from './form-modal.tsx';
import { words } from './words.ts';

type Member = (typeof changeable)[number];
const texts: readonly Member[] = ['line', 'bulkLot'];
const dates: readonly Member[] = ['expiry', 'manufactured'];
const LEAST_REASON = 3;

interface Given {
  readonly lot: Lot;
  readonly wish: (body: object) => Promise<unknown>;
  readonly close: () => void;
}

/** All that may be changed of an order, as it is; what is left so is no part of the wish. */
export function ChangeOrder({ lot, wish, close }: Given) {
  const now = standsOn(lot);
  const [typed, setTyped] = useState<Partial<Record<Member, string>>>({});
  const [reason, setReason] = useState('');
  const change = useMutation({ mutationFn: wish, onSuccess: close });
  const changed = changeable.filter((name) => typed[name] !== undefined && typed[name] !== `${now[name] ?? ''}`);
  const submit = () => {
    const members = changed.map((name) => [name, isNumber(name) ? Number(typed[name]) : typed[name]]);
    change.mutate({ reason, ...Object.fromEntries(members) });
  };
  const wrong = errorAt(change.error);
  return (
    <FormModal
      title={`Change order ${lot.order}`}
      act="Change"
      submit={submit}
      isPending={change.isPending}
      isReady={changed.length > 0 && reason.trim().length >= LEAST_REASON}
      error={change.error}
      close={close}
    >
      <Grid gridDefinition={changeable.map(() => ({ colspan: { default: 12, xs: 6 } }))}>
        {changeable.map((name) => (
          <FormField key={name} label={words(name)} errorText={wrong(`/${name}`)}>
            <Input
              value={typed[name] ?? `${now[name] ?? ''}`}
              type={isNumber(name) ? 'number' : 'text'}
              placeholder={dates.includes(name) ? 'YYYY-MM-DD' : ''}
              onChange={({ detail }) => setTyped({ ...typed, [name]: detail.value })}
            />
          </FormField>
        ))}
      </Grid>
      <FormField label="Why" constraintText={`${LEAST_REASON} characters or more`}>
        <Textarea value={reason} onChange={({ detail }) => setReason(detail.value)} rows={2} />
      </FormField>
    </FormModal>
  );
}

const isNumber = (name: Member) => !texts.includes(name) && !dates.includes(name);
