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

const whole = { colspan: 12 } as const;
const half = { colspan: { default: 12, s: 6 } } as const;

/** The five levels at a glance: lines and their devices, lots at the sites, numbers and exceptions of the company, and what others are told; kept up to date while it is looked at. */
export function OverviewPage() {
  const { may, tenant } = useHere();
  const parts = [
    { isSeen: true, size: whole, part: <OverviewFigures key="figures" /> },
    { isSeen: true, size: half, part: <OverviewLines key="lines" /> },
    { isSeen: may('exceptions:read'), size: half, part: <OverviewExceptions key="exceptions" /> },
    { isSeen: true, size: whole, part: <OverviewLots key="lots" /> },
    { isSeen: may('deliveries:read'), size: whole, part: <OverviewMarkets key="markets" /> },
    { isSeen: may('deliveries:read'), size: whole, part: <OverviewDeliveries key="deliveries" /> },
    { isSeen: may('pools:read'), size: whole, part: <OverviewStock key="stock" /> },
    { isSeen: true, size: whole, part: <OverviewPacks key="packs" /> },
  ].filter(({ isSeen }) => isSeen);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description="From the printer on the line to the regulator">
          {tenant}
        </Header>
      }
    >
      <Grid gridDefinition={parts.map(({ size }) => size)}>{parts.map(({ part }) => part)}</Grid>
    </ContentLayout>
  );
}
