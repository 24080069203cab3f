import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';

interface Given {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly error?: string | undefined;
  readonly constraint?: ReactNode;
  readonly description?: ReactNode;
  readonly hint?: string;
  readonly rows?: number;
  /** It is read by machines: no words are looked up in it, and its letters stand below each other. */
  readonly isCode?: boolean;
  readonly blur?: () => void;
}

/** Lines of text in a form. */
export function AreaField(given: Given) {
  const { label, value, change, error, constraint, description, hint = '', rows = 3, isCode = false, blur } = given;
  return (
    <FormField label={label} errorText={error} constraintText={constraint} description={description} stretch>
      <div className={isCode ? 'code-area' : undefined}>
        <Textarea
          value={value}
          rows={rows}
          placeholder={hint}
          autoComplete={false}
          spellcheck={!isCode}
          onChange={({ detail }) => change(detail.value)}
          onBlur={() => blur?.()}
        />
      </div>
    </FormField>
  );
}
