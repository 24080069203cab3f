import { useHere } from '../shell/session-context.ts';
import { LinkTo } from './link-to.tsx';

interface Given {
  readonly epc: string;
  /** As it was at this time. */
  readonly at?: string | undefined;
}

/** The code of a unit, leading to its page; only the code for who may not see units. */
export function UnitCode({ epc, at }: Given) {
  const { may } = useHere();
  const code = <code className="long">{epc}</code>;
  if (!may('events:query')) return code;
  return (
    <LinkTo page="units" subject={epc} query={at === undefined ? {} : { at }}>
      {code}
    </LinkTo>
  );
}
