import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';

interface Given {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly constraint?: string | undefined;
  readonly description?: string | undefined;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly type?: InputProps.Type;
  /** Lines, where it is a document of a machine's. */
  readonly rows?: number;
  readonly isFixed?: boolean;
}

/** A text that is typed, with what it has to be and what is wrong with it. */
export function TextField({ label, value, change, rows, hint = '', type = 'text', ...given }: Given) {
  const common = { value, placeholder: hint, autoComplete: false, disabled: given.isFixed ?? false };
  return (
    <FormField
      label={label}
      description={given.description}
      constraintText={given.constraint}
      errorText={given.error}
      stretch={rows !== undefined}
    >
      {rows === undefined ? (
        <Input {...common} type={type} onChange={({ detail }) => change(detail.value)} />
      ) : (
        <div className="typed-code">
          <Textarea {...common} rows={rows} spellcheck={false} onChange={({ detail }) => change(detail.value)} />
        </div>
      )}
    </FormField>
  );
}
