import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import { useState } from 'react';
import { ID } from '../../shared/id.ts';
import { newPool, toldPool, toldProfiles } from '../../shared/messages/pools-api.ts';
import { poolKinds } from '../../shared/serials/pool-kinds.ts';
import { routeTo } from '../route.ts';
import { ChoiceField } from './choice-field.tsx';
import type { ErrorAt } from './error-at.ts';
import { kindWords } from './pool-words.ts';
import { ProductField } from './product-field.tsx';
import { SubmitForm } from './submit-form.tsx';
import { TextField } from './text-field.tsx';
import { useAsked } from './use-asked.ts';
import { useChecked } from './use-checked.ts';
import { useDeed } from './use-deed.tsx';
import { bodyOf, numberOf } from './wrong-with.ts';

type Kind = (typeof poolKinds)[number];
type Typed = Readonly<
  Record<'gtin' | 'profile' | 'length' | 'suffix' | 'alphabet' | 'companyPrefix' | 'extensionDigit', string>
>;

/** Members of the definition of each kind. */
const members: Readonly<Record<Kind, readonly (keyof Typed)[]>> = {
  random: ['gtin', 'profile', 'length', 'alphabet'],
  sequential: ['gtin', 'profile', 'length', 'suffix', 'alphabet'],
  sscc: ['companyPrefix', 'extensionDigit'],
  imported: ['gtin', 'profile'],
};
const numbers: readonly (keyof Typed)[] = ['length', 'suffix'];
const nothing: Typed = {
  gtin: '',
  profile: '',
  length: '',
  suffix: '',
  alphabet: '',
  companyPrefix: '',
  extensionDigit: '',
};
const about: Readonly<Record<Kind, string>> = {
  random: 'In an order that only the key of the pool tells; nobody guesses them',
  sequential: 'One after another, with letters at the end that cannot be guessed where a market wants that',
  sscc: 'Of cases and pallets, one after another',
  imported: 'Issued by somebody else, in the order of the lists',
};

/** The form that makes a pool. What it is never changes afterwards. */
export function NewPool() {
  const [id, setId] = useState('');
  const [kind, setKind] = useState<Kind>('random');
  const [typed, setTyped] = useState(nothing);
  const make = useDeed(
    (api, body: object) => api.replace(`/api/pools/${encodeURIComponent(id.trim())}`, body, toldPool),
    (pool) => `Pool ${pool.id} stands.`,
  );
  const { at, check, error } = useChecked(newPool, make);
  const [isTried, setTried] = useState(false);
  const isNamed = ID.test(id.trim());
  const leave = (to = '') => location.assign(routeTo('pools', to));
  const submit = () => {
    const said = bodyOf(Object.fromEntries(members[kind].map((name) => [name, typed[name]])));
    const read = Object.entries(said).map(([name, one]) => [
      name,
      numbers.some((n) => n === name) ? numberOf(one) : one,
    ]);
    const body = { kind, ...Object.fromEntries(read) };
    setTried(true);
    if (check(body) && isNamed) make.mutate(body, { onSuccess: () => leave(id.trim()) });
  };
  return (
    <ContentLayout header={<Header variant="h1">New pool</Header>}>
      <Container>
        <SubmitForm
          label="New pool"
          act="Make the pool"
          submit={submit}
          isPending={make.isPending}
          error={error}
          cancel={() => leave()}
        >
          <ColumnLayout columns={2}>
            <TextField
              label="Id"
              value={id}
              change={setId}
              error={isTried && !isNamed ? `must be ${ID_WORDS}` : at('pool')}
              constraint={ID_WORDS}
            />
            <ChoiceField
              label="What it issues"
              value={kind}
              values={poolKinds.map((value) => ({ value, label: kindWords[value], description: about[value] }))}
              change={(value) => setKind(poolKinds.find((one) => one === value) ?? kind)}
            />
            {members[kind].map((name) => (
              <Member
                key={name}
                name={name}
                value={typed[name]}
                change={(value) => setTyped({ ...typed, [name]: value })}
                at={at}
              />
            ))}
          </ColumnLayout>
        </SubmitForm>
      </Container>
    </ContentLayout>
  );
}

const ID_WORDS = '1 to 64 letters, digits or ._:-';

interface MemberGiven {
  readonly name: keyof Typed;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly at: ErrorAt;
}

const words: Readonly<Partial<Record<keyof Typed, { readonly label: string; readonly constraint: string }>>> = {
  length: { label: 'Letters of a serial - optional', constraint: '2 to 20; 13 where nothing is said' },
  suffix: { label: 'Of those, not to be guessed - optional', constraint: '0 to 19 letters at the end' },
  alphabet: {
    label: 'Alphabet - optional',
    constraint: 'Letters that a serial may have; as the API has it where nothing is said',
  },
  companyPrefix: { label: 'GS1 company prefix', constraint: '6 to 12 digits; one of yours' },
  extensionDigit: { label: 'Extension digit - optional', constraint: 'The first digit; 0 where nothing is said' },
};

/** The field of one member of the definition. */
function Member({ name, value, change, at }: MemberGiven) {
  const error = at(`/${name}`);
  if (name === 'gtin') return <ProductField value={value} change={change} error={error} />;
  if (name === 'profile') return <ProfileField value={value} change={change} error={error} />;
  const { label = name, constraint } = words[name] ?? {};
  return <TextField label={label} value={value} change={change} error={error} constraint={constraint} />;
}

function ProfileField({
  value,
  change,
  error,
}: {
  value: string;
  change: (to: string) => void;
  error: string | undefined;
}) {
  const { data } = useAsked('/api/profiles', toldProfiles);
  const profiles = (data?.profiles ?? []).map(({ id, name, issuing }) => ({
    value: id,
    label: `${id} · ${name}`,
    description: `Codes are ${issuing}`,
  }));
  return (
    <ChoiceField
      label="Code profile - optional"
      value={value}
      values={[{ value: '', label: 'none' }, ...profiles]}
      change={change}
      error={error}
      constraint="The market whose rules its codes keep"
    />
  );
}
