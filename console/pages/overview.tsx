import ContentLayout from '@cloudscape-design/components/content-layout';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import { OverviewDeliveries } from '../parts/overview-deliveries.tsx';
import { OverviewExceptions } from '../parts/overview-exceptions.tsx';
import { OverviewFigures } from '../parts/overview-figures.tsx';
import { OverviewLines } from '../parts/overview-lines.tsx';
import { OverviewLots } from '../parts/overview-lots.tsx';
import { OverviewMarkets } from '../parts/overview-markets.tsx';
import { OverviewPacks } from '../parts/overview-packs.tsx';
import { OverviewStock } from '../parts/overview-stock.tsx';
import { useHere } from '../shell/session-context.ts';

const half = { colspan: { default: 12, m: 6 } } as const;
const whole = { colspan: 12 } as const;

/** The five levels at a glance: lines and their devices, lots at the sites, numbers and exceptions of the company, and what others are told; kept up to date while it is looked at. */
export function OverviewPage() {
  const { may, tenant } = useHere();
  const parts = [
    { id: 'figures', isSeen: true, part: <OverviewFigures />, wide: true },
    { id: 'lines', isSeen: true, part: <OverviewLines /> },
    { id: 'lots', isSeen: true, part: <OverviewLots /> },
    { id: 'markets', isSeen: may('deliveries:read'), part: <OverviewMarkets /> },
    { id: 'deliveries', isSeen: may('deliveries:read'), part: <OverviewDeliveries /> },
    { id: 'exceptions', isSeen: may('exceptions:read'), part: <OverviewExceptions /> },
    { id: 'stock', isSeen: may('pools:read'), part: <OverviewStock /> },
    { id: 'packs', isSeen: true, part: <OverviewPacks /> },
  ].filter(({ isSeen }) => isSeen);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description="From the printer on the line to the regulator">
          {tenant}
        </Header>
      }
    >
      <Grid gridDefinition={parts.map(({ wide }) => (wide === true ? whole : half))}>
        {parts.map(({ id, part }) => (
          <div key={id}>{part}</div>
        ))}
      </Grid>
    </ContentLayout>
  );
}
