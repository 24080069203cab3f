import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

/** A code that somebody carries elsewhere. */
export function CopiedCode({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <CopyToClipboard
      variant="inline"
      copyButtonAriaLabel={`Copy: ${label}`}
      copySuccessText="Copied"
      copyErrorText="The browser did not let it be copied"
      textToCopy={text}
      textToDisplay={<code>{text}</code>}
    />
  );
}
