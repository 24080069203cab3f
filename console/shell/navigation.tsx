import Badge from '@cloudscape-design/components/badge';
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import * as v from 'valibot';
import { tenantHealth } from '../../shared/messages/exceptions-api.ts';
import { useAsked } from '../parts/use-asked.ts';
import { type Place, sections } from '../places.ts';
import { routeTo } from '../route.ts';
import { useHere } from './session-context.ts';

const COUNT_MS = 30_000;
const counted = v.pick(tenantHealth, ['exceptions']);

interface Given {
  readonly places: readonly Place[];
  readonly present: Place | undefined;
}

/** The pages that the role may see, by what they are about, and how many exceptions are open. */
export function Navigation({ places, present }: Given) {
  const open = useOpenExceptions();
  const link = ({ path, title }: Place): SideNavigationProps.Link => ({
    type: 'link',
    text: title,
    href: routeTo(path),
    info: path === 'exceptions' && open > 0 ? <Badge color="red">{`${open} open`}</Badge> : undefined,
  });
  const items = sections.flatMap((section): SideNavigationProps.Item[] => {
    const mine = places.filter((place) => place.section === section).map(link);
    if (mine.length === 0) return [];
    return section === '' ? mine : [{ type: 'section-group', title: section, items: mine }];
  });
  return <SideNavigation activeHref={routeTo(present?.path ?? '')} items={items} />;
}

function useOpenExceptions(): number {
  const { may } = useHere();
  const path = may('exceptions:read') ? '/api/tenant/health?only=exceptions' : undefined;
  return useAsked(path, counted, { every: COUNT_MS }).data?.exceptions.open ?? 0;
}
