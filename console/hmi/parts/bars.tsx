export interface Bar {
  readonly key: string;
  readonly label: string;
  /** Share of one. */
  readonly share: number;
  /** What stands behind the bar. */
  readonly value: string;
}

/** Shares as bars, each with its words: colour alone says nothing. */
export function Bars({ of }: { readonly of: readonly Bar[] }) {
  return (
    <ul className="bars">
      {of.map(({ key, label, share, value }) => (
        <li key={key}>
          <span>{label}</span>
          <span className="value">{value}</span>
          <span className="track" aria-hidden="true">
            <span style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
