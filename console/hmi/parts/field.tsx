import { useId } from 'react';
import type { WordTable } from '../texts/word-table.ts';

/** What is asked for in a dialog. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'password' | 'words' | 'number' | 'date' | 'many' | undefined;
  readonly autocomplete?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly value?: string | undefined;
  /** True when left out. */
  readonly required?: boolean;
  /** What may be chosen, with the words for it; of `many` any of them. */
  readonly options?: WordTable | undefined;
}

/** One field of a form, with its label. */
export function FieldRow(field: Field) {
  const id = useId();
  if (field.type === 'many') return <Many {...field} />;
  return (
    <label className="field" htmlFor={id}>
      <span>{field.label}</span>
      <Control {...field} id={id} />
    </label>
  );
}

function Control({
  id,
  name,
  type = 'text',
  options,
  required = true,
  value = '',
  ...rest
}: Field & { readonly id: string }) {
  const { minLength, maxLength, autocomplete = 'off' } = rest;
  const lengths = { ...(minLength && { minLength }), ...(maxLength && { maxLength }) };
  if (options !== undefined)
    return (
      <select id={id} name={name} required={required} defaultValue={value}>
        {Object.entries(options).map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    );
  if (type === 'words') return <textarea id={id} name={name} required={required} defaultValue={value} {...lengths} />;
  return (
    <input
      id={id}
      name={name}
      type={type}
      required={required}
      defaultValue={value}
      autoComplete={autocomplete}
      {...lengths}
    />
  );
}

function Many({ name, label, options = {}, value = '' }: Field) {
  const chosen = value.split(',');
  return (
    <fieldset className="many">
      <legend>{label}</legend>
      {Object.entries(options).map(([option, words]) => (
        <label key={option} className="item">
          <input type="checkbox" name={name} value={option} defaultChecked={chosen.includes(option)} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What was written in a form, by names; of several under one name all, with commas between. Lines become one. */
export function readForm(form: HTMLFormElement): Record<string, string> {
  const written: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    const text = typeof value === 'string' ? value.replaceAll(/\s*\n\s*/g, ' ') : '';
    written[name] = written[name] === undefined ? text : `${written[name]},${text}`;
  }
  return written;
}
