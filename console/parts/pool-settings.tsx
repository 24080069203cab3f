import ColumnLayout from '@cloudscape-design/components/column-layout';
import { useState } from 'react';
import { poolSettings, type ToldPool, toldPool } from '../../shared/messages/pools-api.ts';
import { ChoiceField } from './choice-field.tsx';
import { type IssuerKind, issuerKinds, issuerMembers } from './issuer-members.ts';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { useChecked } from './use-checked.ts';
import { useDeed } from './use-deed.tsx';
import { bodyOf, numberOf } from './wrong-with.ts';

interface Given {
  readonly pool: ToldPool;
  readonly close: () => void;
}

/** When a pool runs low, and who refills it then. What is left empty is removed. */
export function PoolSettings({ pool, close }: Given) {
  const { id, threshold, refill } = pool;
  const [low, setLow] = useState(threshold === undefined ? '' : String(threshold));
  const [kind, setKind] = useState<IssuerKind | ''>(issuerKinds.find((one) => one === refill?.issuer['kind']) ?? '');
  const [amount, setAmount] = useState(refill === undefined ? '' : String(refill.amount));
  const [issuer, setIssuer] = useState<Readonly<Record<string, string>>>(refill?.issuer ?? {});
  const keep = useDeed(
    (api, body: object) => api.replace(`/api/pools/${encodeURIComponent(id)}/settings`, body, toldPool),
    () => `The settings of pool ${id} are kept.`,
  );
  const { at, check, error } = useChecked(poolSettings, keep);
  const members = kind === '' ? [] : issuerMembers[kind];
  const submit = () => {
    const of = bodyOf(Object.fromEntries(members.map(({ name }) => [name, issuer[name] ?? ''])));
    const body = {
      ...(low.trim() !== '' && { threshold: numberOf(low) }),
      ...(kind !== '' && { refill: { amount: numberOf(amount), issuer: { kind, ...of } } }),
    };
    if (check(body)) keep.mutate(body, { onSuccess: close });
  };
  return (
    <SubmitForm
      label={`Settings of pool ${id}`}
      act="Keep the settings"
      submit={submit}
      isPending={keep.isPending}
      error={error}
      cancel={close}
    >
      <ColumnLayout columns={2}>
        <TextField
          label="Threshold - optional"
          value={low}
          change={setLow}
          error={at('/threshold')}
          constraint="With fewer left the pool runs low"
        />
        {pool.kind === 'imported' && (
          <ChoiceField
            label="Refilled by"
            value={kind}
            values={[{ value: '', label: 'nobody: lists are brought in by hand' }, ...issuerKinds.map(choiceOf)]}
            change={(value) => setKind(issuerKinds.find((one) => one === value) ?? '')}
            error={at('/refill/issuer/kind')}
          />
        )}
        {kind !== '' && (
          <TextField
            label="Codes of a refill"
            value={amount}
            change={setAmount}
            error={at('/refill/amount')}
            constraint={kind === 'seriate' ? '1 to 2,000,000' : '1 to 150,000'}
          />
        )}
        {members.map(({ name, label, constraint }) => (
          <TextField
            key={name}
            label={label}
            constraint={constraint}
            value={issuer[name] ?? ''}
            change={(value) => setIssuer({ ...issuer, [name]: value })}
            error={at(`/refill/issuer/${name}`)}
          />
        ))}
      </ColumnLayout>
    </SubmitForm>
  );
}

const kindLabels: Readonly<Record<IssuerKind, string>> = {
  seriate: 'another company that runs Seriate',
  oms: 'the order management station of Russia',
  xtrace: 'the marking system of Kazakhstan or Uzbekistan',
};
const choiceOf = (value: IssuerKind) => ({ value, label: kindLabels[value] });
