import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';
import type { ReactNode } from 'react';

interface Given {
  readonly label: string;
  readonly text: string;
  readonly description?: ReactNode;
  /** Lines that are seen at once, at most. */
  readonly rows?: number;
  readonly actions?: ReactNode;
}

/** A text of machines as it is, to be read and copied. */
export function ShownText({ label, text, description, rows = 18, actions }: Given) {
  return (
    <FormField label={label} description={description} secondaryControl={actions} stretch>
      <div className="code-area">
        <Textarea readOnly value={text} rows={Math.min(rows, text.split('\n').length + 1)} spellcheck={false} />
      </div>
    </FormField>
  );
}
