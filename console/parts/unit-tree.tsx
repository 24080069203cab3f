import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import TreeView, { type TreeViewProps } from '@cloudscape-design/components/tree-view';
import { ChoiceField } from './choice-field.tsx';
import { count } from './count.ts';
import { FindInside } from './find-inside.tsx';
import { saidOf } from './problem-alert.tsx';
import { UnitCode } from './unit-code.tsx';
import type { Turn } from './unit-pages.ts';
import type { Unit } from './unit-shape.ts';
import { type Branch, pageSizes, useUnitTree } from './use-unit-tree.ts';

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
      <SpaceBetween size="m">
        <FindInside container={unit.epc} at={at} />
        <ChoiceField
          label="Shown at a time"
          value={String(tree.perPage)}
          values={pageSizes.map((size) => ({ value: String(size), label: count(size) }))}
          change={(size) => tree.size(Number(size))}
        />
      </SpaceBetween>
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
      const { from, to, among } = branch;
      // Looking through what was taken out elsewhere may take longer than one answer.
      const none = `None found so far among ${count(among)}; look on with "Those after"`;
      const words = to < from ? none : `${count(from)} to ${count(to)} of ${count(among)}`;
      return { content: words, secondaryContent: <Turning of={branch} turn={turn} />, announcementLabel: words };
    }
  }
}

interface TurningGiven {
  readonly of: Extract<Branch, { readonly kind: 'pages' }>;
  readonly turn: ReturnType<typeof useUnitTree>['turn'];
}

/** Buttons that keep the focus whatever they do: somebody presses them again and again. */
function Turning({ of: { of, next, hasBefore, turning }, turn }: TurningGiven) {
  const button = (by: Turn, words: string, isThere: boolean, why: string) => (
    <Button
      variant="inline-link"
      disabled={!isThere}
      disabledReason={why}
      loading={turning === by}
      onClick={() => turning === undefined && turn(of, by, next)}
    >
      {words}
    </Button>
  );
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {button('first', 'The first', hasBefore, 'These are the first.')}
      {button('before', 'Those before', hasBefore, 'These are the first.')}
      {button('after', 'Those after', next !== undefined, 'These are the last.')}
    </SpaceBetween>
  );
}
