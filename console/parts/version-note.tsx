import Alert from '@cloudscape-design/components/alert';
import { useHere } from '../shell/session-context.ts';
import type { Version } from './master-kinds.ts';

/** Who has to do something before the latest version is in force; nothing where nobody has. */
export function VersionNote({ latest: { version, standing, authors, withdraws, acts } }: { readonly latest: Version }) {
  const { username } = useHere();
  const what = withdraws ? 'The withdrawal' : `Version ${version}`;
  if (standing === 'submitted') {
    const by = authors.join(', ');
    const who = authors.includes(username) ? 'It waits for somebody else to approve it' : 'It waits for approval';
    return (
      <Alert type="info" header={`${what} is submitted`}>
        {who}: it was written by {by}
        {authors.length === 1 ? ', who may not approve it.' : ', none of whom may approve it.'}
      </Alert>
    );
  }
  const back = acts.findLast(({ what: did }) => did !== 'changed');
  if (standing !== 'draft' || back?.what !== 'rejected') return null;
  return (
    <Alert type="warning" header={`${what} was sent back`}>
      By {back.by}: {back.reason}
    </Alert>
  );
}
