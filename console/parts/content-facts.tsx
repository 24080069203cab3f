import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { said } from './said-value.ts';
import { words } from './words.ts';

interface Given {
  readonly content: Readonly<Record<string, unknown>>;
  /** Members that come first, in this order. */
  readonly order: readonly string[];
}

/** The members of a version by name, for people: lists in a line, objects as lines of their members. */
export function ContentFacts({ content, order }: Given) {
  const known = order.filter((name) => content[name] !== undefined);
  const others = Object.keys(content).filter((name) => !order.includes(name));
  return (
    <KeyValuePairs
      columns={3}
      items={[...known, ...others].map((name) => ({ label: words(name), value: <Value of={content[name]} /> }))}
    />
  );
}

function Value({ of }: { readonly of: unknown }) {
  if (typeof of === 'string' && /^[\d.:a-z]*\d{6,}[\d.]*$/i.test(of)) return <code>{of}</code>;
  if (!Array.isArray(of)) return <>{said(of)}</>;
  if (of.every((one) => typeof one !== 'object')) return <>{of.map(said).join(', ')}</>;
  return (
    <ul className="plain">
      {of.map((one) => (
        <li key={said(one)}>{said(one)}</li>
      ))}
    </ul>
  );
}
