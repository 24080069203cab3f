import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { Lot } from '../../shared/messages/lots-api.ts';
import { changeable } from '../../shared/messages/orders-api.ts';
import { standsOn } from '../../shared/orders/revisions.ts';
import { ProblemAlert, saidOf } from './problem-alert.tsx';
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
  const [error, setError] = useState<unknown>(null);
  const changed = changeable.filter((name) => typed[name] !== undefined && typed[name] !== `${now[name] ?? ''}`);
  const submit = async () => {
    const members = changed.map((name) => [name, isNumber(name) ? Number(typed[name]) : typed[name]]);
    try {
      await wish({ reason, ...Object.fromEntries(members) });
      close();
    } catch (refused) {
      setError(refused);
    }
  };
  const isReady = changed.length > 0 && reason.trim().length >= LEAST_REASON;
  const footer = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={close}>
          Cancel
        </Button>
        <Button variant="primary" disabled={!isReady} onClick={() => void submit()}>
          Change
        </Button>
      </SpaceBetween>
    </Box>
  );
  const refusedAt = error === null ? undefined : saidOf(error).at?.slice(1);
  return (
    <Modal visible header={`Change order ${lot.order}`} footer={footer} onDismiss={close} closeAriaLabel="Cancel">
      <SpaceBetween size="m">
        <Grid gridDefinition={changeable.map(() => ({ colspan: { default: 12, xs: 6 } }))}>
          {changeable.map((name) => (
            <FormField key={name} label={words(name)} errorText={refusedAt === name ? saidOf(error).detail : undefined}>
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
        <ProblemAlert error={error} />
      </SpaceBetween>
    </Modal>
  );
}

const isNumber = (name: Member) => !texts.includes(name) && !dates.includes(name);
