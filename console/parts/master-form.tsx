import ColumnLayout from '@cloudscape-design/components/column-layout';
import { MasterField } from './master-field.tsx';
import type { MasterFormProps } from './master-form-props.ts';
import { RowsField, type TypedRow } from './rows-field.tsx';
import { SubmitForm } from './submit-form.tsx';
import { useMasterDraft } from './use-master-draft.ts';

/** A form for all that a product, location or partner says, which becomes a draft. What is wrong is told at its field before it is sent, by the rules of the server. */
export function MasterForm(given: MasterFormProps) {
  const { place, before, cancel, more } = given;
  const { fields, draft, write, at, error, submit, isPending } = useMasterDraft(given);
  const { texts, rows } = draft;
  return (
    <SubmitForm
      label={before === undefined ? `New ${place.one}` : `Change ${place.one} ${before.id}`}
      act="Save as draft"
      submit={submit}
      isPending={isPending}
      error={error}
      cancel={cancel}
    >
      <ColumnLayout columns={2}>
        {before === undefined && (
          <MasterField
            kind={place.one}
            column={{ name: place.id, required: true }}
            value={draft.id}
            change={(id) => write({ ...draft, id })}
            error={at(`/${place.id}`)}
          />
        )}
        {fields.sheet.columns.map((column) => (
          <MasterField
            key={column.name}
            kind={place.one}
            column={column}
            value={texts[column.name] ?? ''}
            change={(value) => write({ ...draft, texts: { ...texts, [column.name]: value } })}
            error={at(column.at)}
          />
        ))}
      </ColumnLayout>
      {more?.fields(at)}
      {fields.lists.map(({ name, label, ...list }) => (
        <RowsField
          key={name}
          {...list}
          label={`${label} - optional`}
          at={`/${name}`}
          rows={rows[name] ?? []}
          change={(next) => write({ ...draft, rows: { ...rows, [name]: next } })}
          errorAt={at}
          {...(list.isNamed && { pointer: (row: TypedRow) => `/${name}/${row['name'] ?? ''}` })}
        />
      ))}
    </SubmitForm>
  );
}
