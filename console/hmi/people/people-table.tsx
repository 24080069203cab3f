import { useSession } from '../data/session.ts';
import { useAskAgain, useAsked } from '../data/use-asked.ts';
import { Table } from '../parts/table.tsx';
import { Unseen } from '../parts/unseen.tsx';
import { useTexts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';
import { changeRoles, setActive, setPassword } from './people-acts.ts';
import { type Member, peopleShape } from './people-shape.ts';

/** Everybody who ever worked here: a user name is never given to anybody else. */
export function PeopleTable() {
  const { actions, desk, rooms, words } = useTexts();
  const { table } = desk.people;
  const { data, error } = useAsked('/api/people', peopleShape, { right: 'manage-people' });
  if (data === undefined) return <Unseen right="manage-people" error={error} />;
  return (
    <Table
      title={rooms.people}
      heads={[table.name, table.username, table.roles, table.state, actions]}
      rows={data.people.map((one) => ({
        key: one.username,
        cells: [
          one.name,
          one.username,
          one.roles.map((role) => wordOf(words.role, role)).join(', '),
          <Standing key="state" {...one} />,
          <Acts key="acts" member={one} />,
        ],
      }))}
    />
  );
}

function Standing({ active, mustChange, pending }: Member) {
  const { people } = useTexts().desk;
  if (!active) return <>{people.left}</>;
  if (pending != null) return <>{people.pending(pending.by.join(', '))}</>;
  return <>{mustChange ? people.locked : people.active}</>;
}

function Acts({ member }: { readonly member: Member }) {
  const { people } = useTexts().desk;
  const { person } = useSession();
  const askAgain = useAskAgain();
  // Nobody changes himself: somebody is always left who may.
  if (person?.username === member.username) return null;
  const act = (does: Promise<void>) => void does.then(askAgain);
  return (
    <div className="bar">
      <button type="button" onClick={() => act(changeRoles(member))}>
        {people.roles}
      </button>
      <button type="button" onClick={() => act(setPassword(member))}>
        {people.reset}
      </button>
      <button type="button" onClick={() => act(setActive(member, !member.active))}>
        {member.active ? people.leave : people.comeBack}
      </button>
    </div>
  );
}
