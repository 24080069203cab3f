import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import type { ErrorAt } from './error-at.ts';

/** A member of a row as it is typed; empty where it is not given. */
export type TypedRow = Readonly<Record<string, string>>;

export interface RowMember {
  readonly name: string;
  readonly label: string;
  /** To choose from; typed freely without. */
  readonly options?: readonly string[];
  readonly hint?: string;
  /** Its share of the row; all of one width where any says none. */
  readonly width?: number;
}

interface Given {
  readonly label: string;
  readonly constraint?: string;
  /** What one row is, as the button that adds one says it. */
  readonly one: string;
  /** JSON pointer of the list. */
  readonly at: string;
  readonly members: readonly RowMember[];
  readonly rows: readonly TypedRow[];
  readonly change: (rows: readonly TypedRow[]) => void;
  readonly errorAt: ErrorAt;
  /** Pointer of a member of a row; `<at>/<index>/<name>` without. */
  readonly pointer?: (row: TypedRow, index: number, name: string) => string;
}

/** A list of small things with a field for each of their members. */
export function RowsField({ label, constraint, one, at, members, rows, change, errorAt, pointer }: Given) {
  const place = pointer ?? ((_: TypedRow, index: number, name: string) => `${at}/${index}/${name}`);
  const set = (index: number, name: string, value: string) =>
    change(rows.map((row, i) => (i === index ? { ...row, [name]: value } : row)));
  const of = ({ name }: RowMember, index: number) => rows[index]?.[name] ?? '';
  const widths = members.every(({ width }) => width !== undefined) ? members.map(({ width = 1 }) => width) : undefined;
  const inRow = rows.some((row, i) => members.some(({ name }) => errorAt(place(row, i, name)) !== undefined));
  return (
    <FormField label={label} constraintText={constraint} errorText={inRow ? undefined : errorAt(at)} stretch>
      <AttributeEditor
        items={rows}
        addButtonText={`Add ${one}`}
        removeButtonText="Remove"
        removeButtonAriaLabel={(row) => `Remove ${Object.values(row).filter(Boolean).join(' ') || one}`}
        empty={`No ${one}.`}
        {...(widths !== undefined && {
          gridLayout: [{ breakpoint: 's', rows: [widths], removeButton: { width: 'auto' } }, { rows: [widths] }],
        })}
        onAddButtonClick={() => change([...rows, {}])}
        onRemoveButtonClick={({ detail }) => change(rows.filter((_, i) => i !== detail.itemIndex))}
        definition={members.map((member) => ({
          label: member.label,
          control: (_: TypedRow, index: number) => (
            <Control member={member} value={of(member, index)} change={(value) => set(index, member.name, value)} />
          ),
          errorText: (row: TypedRow, index: number) => errorAt(place(row, index, member.name)),
        }))}
      />
    </FormField>
  );
}

interface Controlled {
  readonly member: RowMember;
  readonly value: string;
  readonly change: (value: string) => void;
}

function Control({ member: { options, hint, label }, value, change }: Controlled) {
  if (options === undefined)
    return (
      <Input
        value={value}
        ariaLabel={label}
        placeholder={hint ?? ''}
        autoComplete={false}
        onChange={({ detail }) => change(detail.value)}
      />
    );
  return (
    <Select
      ariaLabel={label}
      placeholder="Choose"
      selectedOption={value === '' ? null : { value }}
      options={options.map((one) => ({ value: one }))}
      onChange={({ detail }) => change(detail.selectedOption.value ?? '')}
    />
  );
}
