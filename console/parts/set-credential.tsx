import { useState } from 'react';
import { credentialKinds, setCredential } from '../../shared/messages/partner-credentials-api.ts';
import { AreaField } from './area-field.tsx';
import { ChoiceField } from './choice-field.tsx';
import { credentialMembers, credentialWords } from './credential-fields.ts';
import { errorAt } from './error-at.ts';
import { FormModal } from './form-modal.tsx';
import { TextField } from './text-field.tsx';
import { useDeed } from './use-deed.tsx';

interface Given {
  /** Of the partner's credentials. */
  readonly path: string;
  readonly close: () => void;
}

/** Sets what proves at a partner who we are. It is written, and told to nobody again. */
export function SetCredential({ path, close }: Given) {
  const [kind, setKind] = useState<(typeof credentialKinds)[number]>('password');
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const members = credentialMembers[kind];
  const set = useDeed(
    (api) => api.replace(path, { kind, ...valuesOf(members, typed) }, setCredential),
    ({ note }) => {
      const said = `The credential is set: ${credentialWords[kind]}. It is shown to nobody again.`;
      return note === undefined ? said : `${said} Mind: ${note}.`;
    },
  );
  const at = errorAt(set.error);
  return (
    <FormModal
      title="Set a credential"
      act="Set it"
      submit={() => set.mutate(undefined, { onSuccess: close })}
      isPending={set.isPending}
      isReady={members.every(({ name }) => (typed[name] ?? '') !== '')}
      error={set.error}
      close={close}
    >
      <ChoiceField
        label="Kind"
        value={kind}
        values={credentialKinds.map((value) => ({ value, label: credentialWords[value] }))}
        change={(to) => setKind(credentialKinds.find((one) => one === to) ?? kind)}
      />
      {members.map(({ name, label, constraint = '', as }) => {
        const field = {
          label,
          constraint,
          value: typed[name] ?? '',
          change: (value: string) => setTyped({ ...typed, [name]: value }),
          error: at(`/${name}`),
        };
        if (as === 'pem') return <AreaField key={name} rows={5} isCode {...field} />;
        return <TextField key={name} type={as === 'secret' ? 'password' : 'text'} {...field} />;
      })}
    </FormModal>
  );
}

const valuesOf = (members: readonly { readonly name: string }[], typed: Readonly<Record<string, string>>) =>
  Object.fromEntries(members.map(({ name }) => [name, typed[name] ?? '']));
