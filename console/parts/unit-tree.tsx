import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import TreeView, { type TreeViewProps } from '@cloudscape-design/components/tree-view';
import { count } from './count.ts';
import { saidOf } from './problem-alert.tsx';
import { UnitCode } from './unit-code.tsx';
import type { Unit } from './unit-shape.ts';
import { type Branch, useUnitTree } from './use-unit-tree.ts';

interface Given {
  readonly unit: Unit;
  readonly at: string | undefined;
}

/** What is in a container and in what is in that, opened as far as somebody wants to see: of each a page, however many things it holds. */
export function UnitTree({ unit, at }: Given) {
  const root = { kind: 'unit', epc: unit.epc, children: unit.children, words: '' } as const;
  const tree = useUnitTree(root, at);
  return (
    <Container header={<Header variant="h2">Contents</Header>}>
      <TreeView
        ariaLabel="Contents"
        items={[root]}
        getItemId={idOf}
        getItemChildren={(branch: Branch) => (branch.kind === 'unit' ? tree.inside(branch) : undefined)}
        expandedItems={tree.opened}
        onItemToggle={({ detail }) => tree.toggle(detail.id, detail.expanded)}
        renderItem={(branch) => shown(branch, at, tree.turn, tree.again)}
        connectorLines="vertical"
      />
    </Container>
  );
}

const idOf = (branch: Branch) => (branch.kind === 'unit' ? branch.epc : `${branch.of} ${branch.kind}`);

function shown(
  branch: Branch,
  at: string | undefined,
  turn: ReturnType<typeof useUnitTree>['turn'],
  again: () => void,
): TreeViewProps.TreeItem {
  switch (branch.kind) {
    case 'unit':
      return {
        content: <UnitCode epc={branch.epc} at={at} />,
        secondaryContent: [branch.words, branch.children > 0 && `${count(branch.children)} inside`]
          .filter(Boolean)
          .join(' · '),
        announcementLabel: branch.epc,
      };
    case 'waiting':
      return { content: <Spinner />, announcementLabel: 'Loading' };
    case 'failed': {
      const { title, detail = '' } = saidOf(branch.error);
      const retry = <Button onClick={again}>Try again</Button>;
      return { content: `${title}: ${detail}`, actions: retry };
    }
    case 'pages': {
      const { of, from, to, among, next, hasBefore } = branch;
      const words = `${count(from)} to ${count(to)} of ${count(among)}`;
      const buttons = (
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="inline-link" disabled={!hasBefore} onClick={() => turn(of, undefined)}>
            Those before
          </Button>
          <Button variant="inline-link" disabled={next === undefined} onClick={() => turn(of, next)}>
            Those after
          </Button>
        </SpaceBetween>
      );
      return { content: words, secondaryContent: buttons, announcementLabel: words };
    }
  }
}
