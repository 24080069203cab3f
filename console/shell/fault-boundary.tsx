import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { Component, type ReactNode } from 'react';

interface Props {
  /** What is shown: whoever goes on from what failed sees the next. */
  readonly at: string;
  readonly onFault: () => void;
  /** Has what is shown made anew. */
  readonly onAgain: () => void;
  readonly children: ReactNode;
}

/** A page that fails takes no other with it: it says so, with the ways to try it or load it again. */
export class FaultBoundary extends Component<Props, { readonly fault: string | undefined }> {
  override state = { fault: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { fault: String(error) };
  }

  override componentDidCatch() {
    this.props.onFault();
  }

  override componentDidUpdate({ at }: Props) {
    if (at !== this.props.at && this.state.fault !== undefined) this.setState({ fault: undefined });
  }

  override render() {
    if (this.state.fault === undefined) return this.props.children;
    const again = (
      <SpaceBetween direction="horizontal" size="xs">
        <Button onClick={this.props.onAgain}>Try again</Button>
        <Button onClick={() => location.reload()}>Load the page again</Button>
      </SpaceBetween>
    );
    return (
      <Alert type="error" header="This page failed" action={again}>
        {this.state.fault}. If it fails again, tell who runs this installation what you did.
      </Alert>
    );
  }
}
