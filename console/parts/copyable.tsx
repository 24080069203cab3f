import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import { ShownText } from './shown-text.tsx';

interface Given {
  readonly label: string;
  readonly text: string;
}

/** A text to be copied, whole. */
export function Copyable({ label, text }: Given) {
  const copy = (
    <CopyToClipboard
      copyButtonText="Copy"
      copyButtonAriaLabel={`Copy: ${label}`}
      textToCopy={text}
      copySuccessText="Copied."
      copyErrorText="The browser does not let us: mark it and copy it by the keyboard."
    />
  );
  return <ShownText label={label} text={text} rows={6} actions={copy} />;
}
