import type { Room } from '../rooms.ts';
import { useTexts } from '../texts/language.ts';
import { Choices } from './choices.tsx';

/** The rooms, one under the other at the side, and how this screen is to be; one row on a handheld. */
export function Rail({ rooms, at }: { readonly rooms: readonly Room[]; readonly at: Room }) {
  const texts = useTexts();
  return (
    <div className="rail">
      <nav aria-label={texts.roomsTitle}>
        {rooms.map((room) => (
          <a key={room} href={`#${room}`} aria-current={room === at ? 'page' : undefined}>
            {texts.rooms[room]}
          </a>
        ))}
      </nav>
      <Choices />
    </div>
  );
}
