import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

interface Given {
  /** What it is, for who hears the page. */
  readonly label: string;
  readonly text: string;
}

/** Lines of a machine's, which can be copied. */
export function CodeBlock({ label, text }: Given) {
  return (
    <div className="code">
      <div className="code-copy">
        <CopyToClipboard
          variant="icon"
          copyButtonAriaLabel={`Copy: ${label}`}
          copySuccessText="Copied"
          copyErrorText="The browser did not let it be copied"
          textToCopy={text}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard (WCAG 2.1.1) */}
      <section className="code-lines" aria-label={label} tabIndex={0}>
        <pre>
          <code>{text}</code>
        </pre>
      </section>
    </div>
  );
}
