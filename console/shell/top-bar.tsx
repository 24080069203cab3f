import TopNavigation from '@cloudscape-design/components/top-navigation';
import { useState } from 'react';
import { routeTo } from '../route.ts';
import { appearances, chooseAppearance, keptAppearance } from './appearance.ts';
import { useHere } from './session-context.ts';
import { useSignOut } from './use-sign-out.tsx';

const words = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;

/** Whose installation this is, who is signed in, and how he likes to see it. */
export function TopBar() {
  const { username, role, tenant } = useHere();
  const leave = useSignOut();
  const [appearance, setAppearance] = useState(keptAppearance);
  const choose = (id: string) => {
    const chosen = appearances.find((one) => one === id) ?? 'system';
    chooseAppearance(chosen);
    setAppearance(chosen);
  };
  return (
    <div id="top">
      <TopNavigation
        identity={{ href: routeTo('overview'), title: 'Seriate' }}
        utilities={[
          {
            type: 'menu-dropdown',
            iconName: 'settings',
            ariaLabel: 'Appearance',
            title: 'Appearance',
            items: appearances.map((id) => ({ id, text: words[id], itemType: 'checkbox', checked: id === appearance })),
            onItemClick: ({ detail }) => choose(detail.id),
          },
          {
            type: 'menu-dropdown',
            iconName: 'user-profile',
            text: username,
            description: `${role} · ${tenant}`,
            items: [{ id: 'sign-out', text: 'Sign out' }],
            onItemClick: leave,
          },
        ]}
      />
    </div>
  );
}
