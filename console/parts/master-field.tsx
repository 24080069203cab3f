import { locationKinds } from '../../shared/master-data/location.ts';
import { partnerDocuments, partnerKinds } from '../../shared/master-data/partner.ts';
import { ChoiceField } from './choice-field.tsx';
import { TextField } from './text-field.tsx';
import { words } from './words.ts';

interface FieldWords {
  readonly label?: string;
  readonly constraint?: string;
  readonly hint?: string;
  readonly options?: readonly string[];
}

const address = { country: { constraint: 'Two capitals (ISO 3166-1)', hint: 'NL' } };
const common: Readonly<Record<string, FieldWords>> = {
  gtin: { constraint: '14 digits, the last a check digit' },
  gln: { constraint: '13 digits, the last a check digit' },
  companyPrefix: { label: 'GS1 company prefix', constraint: '6 to 12 digits; one of yours' },
  more: { label: 'Second address line' },
  ...address,
};

/** What the fields of a kind say beside their names. */
const said: Readonly<Record<string, Readonly<Record<string, FieldWords>>>> = {
  product: {
    commonName: { constraint: 'International non-proprietary name' },
    packSize: { constraint: 'Doses or pieces in a pack' },
    markets: { constraint: 'Countries where it is sold, by two letters, with | between them', hint: 'DE|NL' },
  },
  location: {
    kind: { options: locationKinds },
    partner: { constraint: 'The partner whose place it is; empty for your own' },
    latitude: { constraint: 'Degrees, with a point; south is negative' },
    longitude: { constraint: 'Degrees, with a point; west is negative' },
  },
  partner: {
    partner: { label: 'Id', constraint: 'Lower-case letters, digits and hyphens' },
    party: { constraint: 'PGLN as URN', hint: 'urn:epc:id:pgln:9521321.00001' },
    kind: { options: partnerKinds },
    document: { constraint: 'EPCIS 2.0 JSON where nothing is chosen', options: partnerDocuments },
    incoming: { constraint: 'How what breaks the guideline is taken', options: ['noted', 'strict'] },
  },
};

interface Given {
  readonly kind: string;
  readonly column: { readonly name: string; readonly required?: true };
  readonly value: string;
  readonly change: (value: string) => void;
  readonly error: string | undefined;
}

/** The field of one column of a spreadsheet. */
export function MasterField({ kind, column: { name, required }, value, change, error }: Given) {
  const { label: own = words(name), constraint, hint, options } = said[kind]?.[name] ?? common[name] ?? {};
  const label = required ? own : `${own} - optional`;
  if (options === undefined)
    return <TextField label={label} value={value} change={change} error={error} constraint={constraint} hint={hint} />;
  const nothing = required ? [] : [{ value: '', label: 'not said' }];
  return (
    <ChoiceField
      label={label}
      value={value}
      values={[...nothing, ...options]}
      change={change}
      error={error}
      constraint={constraint}
    />
  );
}
